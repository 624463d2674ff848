/** `isthmus get matrix`: each workload's readiness for every target. */

import type { MatrixDocument, MatrixRow } from '../../api/assessments.ts';
import { ROUTES } from '../../api/routes.ts';
import { failure } from '../../core/errors/registry.ts';
import type { Cli } from '../cli.ts';
import type { Column } from '../output/columns.ts';
import { countText, plural } from '../output/format.ts';
import { printList } from '../output/print.ts';
import { limitOf } from './get.ts';
import type { GetInput } from './nouns.ts';

const PAGE = 500;
const READINESS = ['ready', 'conditional', 'not-ready', 'unknown'] as const;

export async function getMatrix(cli: Cli, input: GetInput): Promise<void> {
  const client = await cli.client();
  const readiness = READINESS.find((one) => one === input.readiness);
  if (input.readiness !== undefined && readiness === undefined)
    throw failure('IST-9001', `--readiness takes one of ${READINESS.join(', ')}, not "${input.readiness}"`);
  const limit = limitOf(input);
  const { target, best, fixes, sort, filter } = input;
  const asked = { filter, target, readiness, best, fixes, sort };
  const items: MatrixRow[] = [];
  let page: MatrixDocument;
  let next: string | undefined;
  do {
    page = await client.call(ROUTES.assessmentMatrix, {
      query: { ...asked, limit: Math.min(PAGE, limit - items.length), continue: next },
    });
    items.push(...page.items);
    next = page.continue;
  } while (next !== undefined && items.length < limit);
  const { total, targets } = page;
  await printList(
    cli,
    {
      noun: 'workload',
      items,
      columns: [
        { header: 'NAME', value: (row) => row.name },
        ...targets.map(({ id }) => ({ header: id.toUpperCase(), value: (row: MatrixRow) => cell(row, id) })),
        { header: 'BEST TARGET', value: (row) => row.bestTarget ?? (row.equallyGood.join(' = ') || null) },
        { header: 'COMPLEXITY', value: (row) => row.complexity, align: 'right' },
        { header: 'PLATFORM', value: (row) => row.platform, wide: true },
        { header: 'ID', value: (row) => row.workloadId, wide: true },
      ],
      csvColumns: csvColumns(targets.map(({ id }) => id)),
      name: (row) => row.workloadId,
    },
    { total },
  );
  cli.say(`${countText(items.length)} of ${plural(total, 'workload')} shown`);
}

/** The class, and what it rests on: "not-ready 2" has two blockers, "unknown 5" five open answers; "ready ?3" three that few sources answer. */
function cell({ targets }: MatrixRow, id: string): string | null {
  const found = targets[id];
  if (found === undefined) return null;
  const { readiness, blockers, warnings, unknowns, openAside } = found;
  const count = readiness === 'not-ready' ? blockers : readiness === 'unknown' ? unknowns : warnings;
  if (readiness === 'ready') return openAside === 0 ? readiness : `${readiness} ?${openAside}`;
  return count === 0 ? readiness : `${readiness} ${count}`;
}

/** Class and counts apart, empty where a target does not take this kind of workload. */
function csvColumns(targets: readonly string[]): readonly Column<MatrixRow>[] {
  return [
    { header: 'NAME', value: (row) => row.name },
    { header: 'ID', value: (row) => row.workloadId },
    { header: 'PLATFORM', value: (row) => row.platform },
    ...targets.flatMap((id): Column<MatrixRow>[] => [
      { header: id, value: (row) => row.targets[id]?.readiness },
      { header: `${id}_BLOCKERS`, value: (row) => row.targets[id]?.blockers },
      { header: `${id}_WARNINGS`, value: (row) => row.targets[id]?.warnings },
      { header: `${id}_UNKNOWNS`, value: (row) => row.targets[id]?.unknowns },
      { header: `${id}_OPEN_ASIDE`, value: (row) => row.targets[id]?.openAside },
      { header: `${id}_FIX_HOURS`, value: (row) => row.targets[id]?.fixHours },
    ]),
    { header: 'BEST_TARGET', value: (row) => row.bestTarget },
    { header: 'EQUALLY_GOOD', value: (row) => row.equallyGood.join(', ') || null },
    { header: 'COMPLEXITY', value: (row) => row.complexity },
  ];
}
