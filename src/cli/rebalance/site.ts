/** `isthmus rebalance <site>`: which machine should move to which host, in which order. Applies nothing. */

import type { Command } from 'commander';
import type { RebalanceDocument } from '../../api/hosts.ts';
import { ROUTES } from '../../api/routes.ts';
import type { Cli } from '../cli.ts';
import { follow } from '../operation.ts';
import { printDocument, printList } from '../output/print.ts';
import { amount, share, whole } from '../option-values.ts';
import { rebalanceText } from './text.ts';

interface Options {
  readonly cluster?: string;
  readonly headroom?: string;
  readonly tolerance?: string;
  readonly vcpuPerCore?: string;
  readonly memoryOvercommit?: string;
  readonly evacuate?: readonly string[];
  readonly maxMoves?: string;
  readonly moveUnknown: boolean;
  readonly perHost?: string;
  readonly sideBySide?: string;
  readonly seed: string;
  readonly iterations?: string;
  readonly seconds?: string;
  readonly moves?: true;
}

export function registerRebalance(program: Command, cli: Cli): void {
  program
    .command('rebalance')
    .description(
      'Plan which machines of a site should move to which of its hosts: ordered moves that never overfill a host on the way, with reasons. Applies nothing.',
    )
    .argument('<site>', 'site of sites.yaml')
    .option('--cluster <name>', 'only this cluster')
    .option('--evacuate <host...>', 'empty these hosts, by name; then even the rest')
    .option('--headroom <pct>', "share of every host that is to stay free; default: the site's reservePct, else 20")
    .option('--tolerance <pct>', 'points above the mean load from which on a host counts as uneven', '10')
    .option('--max-moves <n>', 'moves the plan may have at most')
    .option('--no-move-unknown', 'leave machines of which it is not known that they can be moved while they run')
    .option('--vcpu-per-core <n>', "vCPUs per physical core; default: the site's")
    .option('--memory-overcommit <n>', "memory over-commit; default: the site's")
    .option('--per-host <n>', 'moves that may touch one host at a time')
    .option('--side-by-side <n>', 'moves that may run at a time in one cluster')
    .option('--seed <n>', 'seed of the search', '1')
    .option('--iterations <n>', 'limit of the search')
    .option('--seconds <n>', 'limit of the search by time; the answer then depends on the machine')
    .option('--moves', 'only the ordered moves; -o csv makes a table of them')
    .addHelpText(
      'after',
      '\nExamples:\n  isthmus rebalance fra-vsphere\n  isthmus rebalance fra-vsphere --evacuate fra-esx008 --max-moves 20\n  isthmus rebalance fra-vsphere --moves -o csv\n',
    )
    .action(async (site: string, options: Options) => {
      const client = await cli.client();
      const operation = await client.call(ROUTES.rebalance, {
        body: {
          site: site.replace(/^site\//, ''),
          cluster: options.cluster?.replace(/^cluster\//, ''),
          headroomPct: share('--headroom', options.headroom),
          tolerancePct: share('--tolerance', options.tolerance),
          vcpuPerCore: amount('--vcpu-per-core', options.vcpuPerCore),
          memoryOvercommit: amount('--memory-overcommit', options.memoryOvercommit),
          moveUnknown: options.moveUnknown,
          evacuate: (options.evacuate ?? []).map((host) => host.replace(/^host\//, '')),
          maxMoves: whole('--max-moves', options.maxMoves),
          perHost: whole('--per-host', options.perHost),
          sideBySide: whole('--side-by-side', options.sideBySide),
          seed: whole('--seed', options.seed),
          iterations: whole('--iterations', options.iterations),
          seconds: amount('--seconds', options.seconds),
        },
      });
      const plan = await follow<RebalanceDocument>(cli, operation);
      if (options.moves === true) return printMoves(cli, plan);
      await printDocument(cli, plan, () => rebalanceText(plan, cli.options().output === 'wide'), 'rebalance');
    });
}

function printMoves(cli: Cli, plan: RebalanceDocument): Promise<void> {
  const names = (move: RebalanceDocument['moves'][number]): string =>
    move.workloads.map(({ name }) => name).join(' + ');
  return printList(cli, {
    noun: 'move',
    items: plan.moves,
    name: (move) => String(move.order),
    columns: [
      { header: '#', value: (move) => move.order, align: 'right' },
      { header: 'BATCH', value: (move) => move.batch, align: 'right' },
      { header: 'WORKLOAD', value: names },
      { header: 'MEMORY MIB', value: (move) => move.memoryMiB, align: 'right' },
      { header: 'FROM', value: (move) => move.from },
      { header: 'TO', value: (move) => move.to },
      { header: 'WHY', value: (move) => move.why },
      { header: 'REASON', value: (move) => move.reason, wide: true },
      { header: 'NOT KNOWN', value: (move) => move.needs.join('; '), wide: true },
      { header: 'ID', value: (move) => move.workloads.map(({ id }) => id).join(' '), wide: true },
    ],
  });
}
