/** `isthmus size`: the fewest hosts, or the cheapest mix, that hold a set of workloads. */

import type { Command } from 'commander';
import { Option } from 'commander';
import type { SizingDocument } from '../../api/hosts.ts';
import { ROUTES } from '../../api/routes.ts';
import type { Cli } from '../cli.ts';
import { follow } from '../operation.ts';
import { printDocument } from '../output/print.ts';
import { amount, share, whole } from '../option-values.ts';
import { parseControlPlane, parseShape } from './shape.ts';
import { sizeText } from './text.ts';

interface Options {
  readonly filter?: string;
  readonly site?: string;
  readonly host?: readonly string[];
  readonly vcpuPerCore?: string;
  readonly memoryOvercommit?: string;
  readonly reserve?: string;
  readonly failover: string;
  readonly maxVmsPerHost?: string;
  readonly cpu: 'configured' | 'measured';
  readonly comfort: string;
  readonly rightSized?: true;
  readonly runningOnly?: true;
  readonly apart: boolean;
  readonly controlPlane?: string;
  readonly target?: string;
  readonly seed: string;
}

const collect = (value: string, before: readonly string[]): readonly string[] => [...before, value];

export function registerSize(program: Command, cli: Cli): void {
  program
    .command('size')
    .description(
      'How many hosts a set of workloads needs, with failover and over-commit: packed as evidence, with a bound no packing beats.',
    )
    .option('-q, --filter <filter>', 'which workloads; all when absent')
    .option('--site <id>', 'workloads that run at this site')
    .option(
      '--host <figures>',
      "shape: cpuCores=64,memoryGiB=1024[,name=][,gpus=][,maxVms=][,usdPerMonth=]; again for more; default: the site's own hosts",
      collect,
      [],
    )
    .option('--vcpu-per-core <n>', "vCPUs per physical core; default: the site's, else 4")
    .option('--memory-overcommit <n>', "memory over-commit; default: the site's, else 1")
    .option('--reserve <pct>', "share of every host that stays free; default: the site's reservePct, else 20")
    .option('--failover <n>', 'hosts that may be lost at once', '1')
    .option('--max-vms-per-host <n>', 'machines a host may hold')
    .addOption(
      new Option('--cpu <how>', 'configured: vCPUs over-committed; measured: peak demand against cores')
        .choices(['configured', 'measured'])
        .default('configured'),
    )
    .option('--comfort <factor>', 'with --cpu measured: what peaks are multiplied by', '1.3')
    .option('--right-sized', 'count the sizes that `isthmus rightsize` recommends')
    .option('--running-only', 'leave out machines that are switched off')
    .option('--no-apart', 'do not keep machines apart that platform rules keep apart')
    .option('--control-plane <figures>', 'count=3,cpuCores=4,memoryGiB=16[,dedicated=no]')
    .option(
      '--target <id>',
      "platform whose limits are looked at, such as openshift-virtualization; default: the site's",
    )
    .option('--seed <n>', 'seed', '1')
    .addHelpText(
      'after',
      '\nExamples:\n  isthmus size --site fra-vsphere --host cpuCores=64,memoryGiB=1024\n  isthmus size -q "os.family = windows" --host cpuCores=32,memoryGiB=512,usdPerMonth=900 --host cpuCores=64,memoryGiB=1024,usdPerMonth=1600\n',
    )
    .action(async (options: Options) => {
      const body = {
        filter: options.filter,
        site: options.site?.replace(/^site\//, ''),
        hosts: (options.host ?? []).map(parseShape),
        vcpuPerCore: amount('--vcpu-per-core', options.vcpuPerCore),
        memoryOvercommit: amount('--memory-overcommit', options.memoryOvercommit),
        reservePct: share('--reserve', options.reserve),
        failover: whole('--failover', options.failover),
        maxVmsPerHost: whole('--max-vms-per-host', options.maxVmsPerHost),
        cpu: options.cpu,
        comfort: amount('--comfort', options.comfort),
        rightSized: options.rightSized === true,
        runningOnly: options.runningOnly === true,
        apart: options.apart,
        controlPlane: options.controlPlane === undefined ? undefined : parseControlPlane(options.controlPlane),
        target: options.target,
        seed: whole('--seed', options.seed),
      };
      const client = await cli.client();
      const sizing = await follow<SizingDocument>(cli, await client.call(ROUTES.sizeHosts, { body }));
      await printDocument(cli, sizing, () => sizeText(sizing, cli.options().output === 'wide'), 'sizing');
    });
}
