/** `isthmus gpu need --model NAME`: what a model holds in GPU memory, and which GPUs hold that. */

import type { Command } from 'commander';
import type { GpuNeedDocument } from '../../api/gpu.ts';
import { ROUTES } from '../../api/routes.ts';
import type { Cli } from '../cli.ts';
import { printDocument } from '../output/print.ts';
import { table } from '../output/table.ts';
import { whole } from '../option-values.ts';

interface Options {
  readonly model: string;
  readonly contextTokens?: string;
  readonly concurrency?: string;
  readonly precision?: string;
  readonly kvPrecision?: string;
  readonly gpus?: string;
  readonly maxGpus?: string;
}

export function registerNeed(gpu: Command, cli: Cli): void {
  gpu
    .command('need')
    .description('What a model holds in GPU memory, term by term, and which GPU types in which number hold that.')
    .requiredOption('--model <id>', 'model of the catalogue, such as llama-3.1-70b')
    .option('--context-tokens <n>', 'tokens one conversation holds, prompt and answer')
    .option('--concurrency <n>', 'conversations held at the same time')
    .option('--precision <name>', "of the weights: bf16, fp8, int4-g128 …; default: the model's own")
    .option('--kv-precision <name>', 'of the cache; default: bf16')
    .option('--gpus <ids>', 'GPU types to look at, joined by commas; default: all of the catalogue')
    .option('--max-gpus <n>', 'GPUs one server may use; default: 8')
    .addHelpText(
      'after',
      '\nExample:\n  isthmus gpu need --model llama-3.1-70b --context-tokens 8192 --concurrency 16 --precision fp8\n',
    )
    .action(async (options: Options) => {
      const client = await cli.client();
      const need = await client.call(ROUTES.gpuNeed, {
        query: {
          model: options.model,
          context: whole('--context-tokens', options.contextTokens),
          concurrency: whole('--concurrency', options.concurrency),
          precision: options.precision,
          kvPrecision: options.kvPrecision,
          gpus: options.gpus,
          maxGpus: whole('--max-gpus', options.maxGpus),
        },
      });
      await printDocument(cli, need, () => needText(need), 'gpu-need');
    });
}

function needText(need: GpuNeedDocument): string {
  const lines = [`${need.model}: ${HEADS[need.verdict](need)}`];
  for (const { gib, text, source } of need.terms)
    lines.push(`  ${gib.toFixed(1).padStart(8)} GiB  ${text}  [${source}]`);
  if (need.terms.length > 0) lines.push('');
  if (need.options.length > 0) lines.push(optionTable(need));
  for (const { gpu, reason } of need.refused) lines.push(`  ${gpu}: ${reason}`);
  for (const { field, answer } of need.missing) lines.push(`? ${field}: ${answer}`);
  for (const what of need.notCounted) lines.push(`? not counted: ${what}`);
  if (need.knownModels !== undefined) lines.push(`Models of the catalogue: ${need.knownModels.join(', ')}`);
  return [...lines, ''].join('\n');
}

const HEADS: Readonly<Record<GpuNeedDocument['verdict'], (need: GpuNeedDocument) => string>> = {
  known: ({ totalGiB, options }) =>
    `${(totalGiB ?? 0).toFixed(1)} GiB${options.length === 0 ? ', more than any GPU type of the catalogue holds' : ''}. Memory only; whether it is fast enough is not judged.`,
  unknown: ({ totalGiB }) => (totalGiB === null ? 'not known' : `not known; at least ${totalGiB.toFixed(1)} GiB`),
  impossible: ({ reason }) => reason ?? 'impossible',
};

function optionTable({ options }: GpuNeedDocument): string {
  return table(
    {
      noun: 'gpu',
      items: options,
      name: ({ gpu }) => gpu,
      columns: [
        { header: 'GPU', value: ({ gpu }) => gpu },
        { header: 'COUNT', value: ({ count }) => count, align: 'right' },
        {
          header: 'GIB EACH',
          value: ({ perGpuGiB, usableGiB }) => `${perGpuGiB.toFixed(1)}/${usableGiB.toFixed(1)}`,
          align: 'right',
        },
        { header: 'SHARE', value: ({ gpuMilli }) => `${gpuMilli / 10} %`, align: 'right' },
        { header: 'AZURE', value: ({ azureSizes }) => azureSizes[0] ?? '' },
        { header: 'CHECK', value: ({ conditions }) => conditions.join('; ') },
      ],
    },
    false,
  );
}
