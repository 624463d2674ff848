/** `isthmus get workloads`. */

import type { WorkloadRow } from '../../api/workloads.ts';
import { ROUTES } from '../../api/routes.ts';
import type { Cli } from '../cli.ts';
import type { Column } from '../output/columns.ts';
import { countText, diskText, memoryText } from '../output/format.ts';
import { printList } from '../output/print.ts';
import { sourceNames } from '../source/names.ts';
import { generationOf, limitOf, notFound } from './get.ts';
import type { GetInput } from './nouns.ts';
import { readPages } from './pages.ts';

const columns = (nameOf: (sourceId: string) => string): readonly Column<WorkloadRow>[] => [
  { header: 'NAME', value: (row) => row.name },
  { header: 'PLATFORM', value: (row) => row.platform },
  { header: 'POWER', value: (row) => row.powerState },
  { header: 'OS', value: (row) => row.osName },
  { header: 'CPU', value: (row) => row.cpuCount, align: 'right' },
  {
    header: 'MEMORY',
    value: (row) => memoryText(row.memoryMiB),
    align: 'right',
    raw: { header: 'MEMORY_MIB', value: (row) => row.memoryMiB },
  },
  {
    header: 'DISK',
    value: (row) => diskText(row.diskGiB),
    align: 'right',
    raw: { header: 'DISK_GIB', value: (row) => row.diskGiB },
  },
  { header: 'CLUSTER', value: (row) => row.cluster },
  { header: 'SITE', value: (row) => row.site },
  { header: 'READY FOR', value: (row) => readyFor(row), wide: true },
  { header: 'BEST TARGET', value: (row) => row.bestTarget ?? (row.equallyGood.join(' = ') || null), wide: true },
  { header: 'VIOLATED', value: (row) => row.violated, align: 'right', wide: true },
  { header: 'PLACED AT', value: (row) => row.placedAt, wide: true },
  { header: 'APPLICATION', value: (row) => row.application, wide: true },
  { header: 'CRITICALITY', value: (row) => row.criticality, wide: true },
  { header: 'SOURCES', value: (row) => row.sources.map(nameOf).join(','), wide: true },
  { header: 'ID', value: (row) => row.id, wide: true },
];

export async function getWorkloads(cli: Cli, input: GetInput): Promise<void> {
  const filter = [
    input.filter,
    input.name === undefined ? undefined : `(name = ${quoted(input.name)} or id = ${quoted(input.name)})`,
  ]
    .filter((part) => part !== undefined)
    .join(' and ');
  const { items, total } = await readPages<WorkloadRow>(
    await cli.client(),
    ROUTES.listWorkloads,
    {
      query: {
        filter: filter === '' ? undefined : filter,
        sort: input.sort,
        generation: generationOf(input.generation),
      },
    },
    limitOf(input),
  );
  if (input.name !== undefined && total === 0) throw notFound('workload', input.name);
  // Programs get ids; only this column shows sources, and only here are they asked for.
  const nameOf = cli.options().output === 'wide' ? await sourceNames(cli) : String;
  await printList(cli, { noun: 'workload', items, columns: columns(nameOf), name: (row) => row.id }, { total });
  cli.say(`${countText(items.length)} of ${countText(total)} shown`);
}

function readyFor(row: WorkloadRow): string {
  return Object.entries(row.readiness ?? {})
    .filter(([, readiness]) => readiness === 'ready')
    .map(([target]) => target)
    .join(',');
}

function quoted(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}
