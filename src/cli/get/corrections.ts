/** Corrections, and pairs of workloads that may be one machine. */

import { ROUTES } from '../../api/routes.ts';
import type { Cli } from '../cli.ts';
import { printList } from '../output/print.ts';

export async function getCorrections(cli: Cli): Promise<void> {
  const { items } = await (await cli.client()).call(ROUTES.listCorrections);
  await printList(cli, {
    noun: 'correction',
    items,
    name: (row) => row.id,
    columns: [
      { header: 'ID', value: (row) => row.id },
      { header: 'WHAT', value: (row) => whatOf(row) },
      { header: 'REASON', value: (row) => row.reason },
      { header: 'BY', value: (row) => row.actor },
      { header: 'AT', value: (row) => row.createdAt },
    ],
  });
}

interface Row {
  readonly kind: 'prefer' | 'join' | 'apart';
  readonly fact?: string | undefined;
  readonly source?: { readonly name: string } | undefined;
  readonly workloads: readonly { readonly id: string; readonly name: string | null }[];
}

function whatOf({ kind, fact, source, workloads }: Row): string {
  const names = workloads.map(({ id, name }) => name ?? id);
  if (kind !== 'prefer') return `${names.join(' and ')} ${kind === 'join' ? 'are one machine' : 'are two machines'}`;
  return `${fact ?? '?'} of ${names[0] ?? 'all'} from ${source?.name ?? '?'}`;
}

export async function getSameMachines(cli: Cli): Promise<void> {
  const { items } = await (await cli.client()).call(ROUTES.listSameMachineProposals);
  const nameOf = ({ id, name, listed }: { id: string; name: string | null; listed: boolean }): string =>
    `${name ?? id}${listed ? '' : ' (gone)'}`;
  await printList(cli, {
    noun: 'same-machine',
    items,
    name: ({ workloads: [one, other] }) => `${one.id} ${other.id}`,
    columns: [
      { header: 'ONE', value: ({ workloads: [one] }) => nameOf(one) },
      { header: 'OTHER', value: ({ workloads: [, other] }) => nameOf(other) },
      { header: 'SCORE', value: (row) => row.score, align: 'right' },
      { header: 'FOR', value: (row) => row.for.join('; ') },
      { header: 'AGAINST', value: (row) => row.against.join('; ') },
      { header: 'IDS', value: ({ workloads: [one, other] }) => `${one.id} ${other.id}` },
    ],
  });
  const [first] = items;
  if (first === undefined) return;
  // By ids: the two often have the same name.
  const pair = first.workloads.map(({ id }) => id).join(' ');
  cli.say(`Next: isthmus correct join ${pair} --reason …   ·   isthmus correct apart ${pair} --reason …`);
}
