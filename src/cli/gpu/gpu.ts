/** `isthmus gpu plan|defrag`: which GPUs who gets, and the fewest moves that make room. Applies nothing. */

import type { Command } from 'commander';
import { Option } from 'commander';
import { readFile } from 'node:fs/promises';
import type { GpuDefragDocument, GpuPlanDocument } from '../../api/gpu.ts';
import { ROUTES } from '../../api/routes.ts';
import { failure } from '../../core/errors/registry.ts';
import type { Cli } from '../cli.ts';
import { follow } from '../operation.ts';
import { printDocument } from '../output/print.ts';
import { amount, whole } from '../option-values.ts';
import { parseGpuRequest } from './request.ts';
import { registerNeed } from './need.ts';
import { defragText, planText } from './text.ts';

interface InputOptions {
  readonly site?: string;
  readonly cluster?: string;
  readonly nodes?: string;
  readonly pods?: string;
  readonly vcpuPerCore?: string;
  readonly memoryOvercommit?: string;
  readonly seed: string;
}

interface PlanOptions extends InputOptions {
  readonly mode: 'online' | 'offline';
  readonly policy?: string;
  readonly iterations?: string;
  readonly anew?: true;
}

interface DefragOptions extends InputOptions {
  readonly request: string;
  readonly maxMoves: string;
}

export function registerGpu(program: Command, cli: Cli): void {
  const gpu = program.command('gpu').description('Plan whole and shared GPUs against fragmentation. Applies nothing.');
  withInput(gpu.command('plan'))
    .description('Which GPUs every demand gets, how much that is of what there is, and why the others get none.')
    .addOption(
      new Option('--mode <mode>', 'online: one after the other, as a scheduler; offline: sees everybody')
        .choices(['online', 'offline'])
        .default('offline'),
    )
    .option('--policy <name>', 'policy to place with; bid-price is ours, fgd and others are published ones')
    .option('--iterations <n>', 'limit of the improvement')
    .option('--anew', 'nothing keeps its place: plan everything anew')
    .addHelpText(
      'after',
      '\nExamples:\n  isthmus gpu plan\n  isthmus gpu plan --nodes nodes.csv --pods pods.csv --mode online --policy fgd\n',
    )
    .action(async (options: PlanOptions) => {
      const client = await cli.client();
      const operation = await client.call(ROUTES.planGpus, {
        body: {
          ...(await inputOf(options)),
          mode: options.mode,
          policy: options.policy,
          iterations: whole('--iterations', options.iterations),
          anew: options.anew === true,
        },
      });
      const plan = await follow<GpuPlanDocument>(cli, operation);
      await printDocument(cli, plan, () => planText(plan, cli.options().output === 'wide'), 'gpu-plan');
    });
  registerNeed(gpu, cli);
  withInput(gpu.command('defrag'))
    .description('The fewest moves that make room for one more demand, in order; or why there is none.')
    .requiredOption('--request <figures>', 'gpus=8,cpu=64,memoryGiB=512[,share=0.5][,model=A100|H100]')
    .option('--max-moves <n>', 'moves at most', '50')
    .addHelpText('after', '\nExample:\n  isthmus gpu defrag --request gpus=4,cpu=32,memoryGiB=256,model=A100\n')
    .action(async (options: DefragOptions) => {
      const request = parseGpuRequest(options.request);
      const client = await cli.client();
      const operation = await client.call(ROUTES.defragmentGpus, {
        body: { ...(await inputOf(options)), request, maxMoves: whole('--max-moves', options.maxMoves) },
      });
      const found = await follow<GpuDefragDocument>(cli, operation);
      await printDocument(cli, found, () => defragText(found), 'gpu-defrag');
    });
}

function withInput(command: Command): Command {
  return command
    .option('--site <id>', 'only hosts of this site')
    .option('--cluster <name>', 'only hosts of this cluster')
    .option('--nodes <file>', 'CSV of nodes instead of the estate: sn,cpu_milli,memory_mib,gpu,model')
    .option('--pods <file>', 'CSV of demands: name,cpu_milli,memory_mib,num_gpu,gpu_milli[,gpu_spec][,node]')
    .option('--vcpu-per-core <n>', "vCPUs per core of hosts that state none to allocate; default: the site's, else 4")
    .option('--memory-overcommit <n>', "memory over-commit; default: the site's, else 1")
    .option('--seed <n>', 'seed', '1');
}

async function inputOf(options: InputOptions): Promise<Record<string, unknown>> {
  if ((options.nodes === undefined) !== (options.pods === undefined)) {
    throw failure(
      'IST-9001',
      `--nodes and --pods go together; --${options.nodes === undefined ? 'nodes' : 'pods'} is missing`,
    );
  }
  return {
    site: options.site?.replace(/^site\//, ''),
    cluster: options.cluster?.replace(/^cluster\//, ''),
    nodesCsv: await textOf('--nodes', options.nodes),
    podsCsv: await textOf('--pods', options.pods),
    vcpuPerCore: amount('--vcpu-per-core', options.vcpuPerCore),
    memoryOvercommit: amount('--memory-overcommit', options.memoryOvercommit),
    seed: whole('--seed', options.seed),
  };
}

async function textOf(option: string, file: string | undefined): Promise<string | undefined> {
  if (file === undefined) return undefined;
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw failure('IST-9001', `${option} ${file} cannot be read: ${(error as Error).message}`, { cause: error });
  }
}
