/** `isthmus get controls [framework]`: controls by site or application, with every feed's share. */

import type { z } from 'zod';
import type { ControlMatrixDocument } from '../../api/controls.ts';
import type { controlCellSchema, controlRowSchema } from '../../api/controls.ts';
import { ROUTES } from '../../api/routes.ts';
import { failure } from '../../core/errors/registry.ts';
import { CONTROL_STATES } from '../../core/policy/controls/states.ts';
import type { Cli } from '../cli.ts';
import { limitOf } from '../get/get.ts';
import type { GetInput } from '../get/nouns.ts';
import { whole } from '../option-values.ts';
import type { Column } from '../output/columns.ts';
import { countText, plural } from '../output/format.ts';
import { printList, wantsData } from '../output/print.ts';
import { SATISFIED_BASES } from '../../core/policy/controls/basis.ts';
import { checkWords, feedWords, stateWords } from './words.ts';

type Row = z.infer<typeof controlRowSchema>;
type Cell = z.infer<typeof controlCellSchema>;

const COLUMNS = ['site', 'application'] as const;

export async function getControls(cli: Cli, input: GetInput): Promise<void> {
  const by = COLUMNS.find((one) => one === (input.by ?? 'site'));
  if (by === undefined) throw failure('IST-9001', `--by takes site or application, not "${input.by ?? ''}"`);
  const basis = SATISFIED_BASES.find((one) => one === input.basis);
  if (basis === undefined && input.basis !== undefined) {
    throw failure('IST-9001', `--basis takes ${SATISFIED_BASES.join(', ')}, not "${input.basis}"`);
  }
  const matrix = await (
    await cli.client()
  ).call(ROUTES.listControls, {
    query: {
      framework: input.name,
      by,
      state: input.state,
      ...(basis !== undefined && { basis }),
      ...(wantsData(cli) && { columns: 1000 }),
      column: input.site,
      ...(input.conflict === true && { conflict: 'true' as const }),
      ...(input.staleAfter !== undefined && { staleAfterDays: whole('--stale-after', input.staleAfter, { min: 1 }) }),
    },
  });
  const items = matrix.items.slice(0, limitOf(input));
  await printList(
    cli,
    {
      noun: 'control',
      items,
      columns: columnsOf(matrix, input.site),
      csvColumns: csvColumns(matrix, input.site),
      name: (row) => `${row.framework}/${row.control}`,
    },
    { ...matrix, items },
  );
  if (wantsData(cli)) return;
  cli.say(`${countText(items.length)} of ${plural(matrix.total, 'control')} of ${matrix.framework} shown`);
  cli.say(totalsText(matrix));
  if (matrix.columnsLeftOut > 0) {
    cli.say(`${plural(matrix.columnsLeftOut, 'smaller application')} count in every state and have no column`);
  }
  const unplaced = Object.entries(matrix.unplaced).map(([feed, count]) => `${countText(count)} of ${feed}`);
  if (unplaced.length > 0) {
    cli.say(
      `No known machine or site has what ${unplaced.join(', ')} is about: it counts nowhere. See isthmus evidence list.`,
    );
  }
  if (items.length > 0 && matrix.imports === 0) {
    cli.say('No evidence was imported: only our own rules and facts speak. See isthmus evidence import --help.');
  }
}

/** "Of all: 40 violated, 18 satisfied (12 only stated)" */
function totalsText({ totals, satisfied }: ControlMatrixDocument): string {
  const said = [
    ...(satisfied.stated > 0 ? [`${countText(satisfied.stated)} only stated`] : []),
    ...(satisfied.partly > 0 ? [`${countText(satisfied.partly)} partly only stated`] : []),
  ];
  const states = CONTROL_STATES.filter((state) => totals[state] > 0).map(
    (state) =>
      `${countText(totals[state])} ${state}${state === 'satisfied' && said.length > 0 ? ` (of which ${said.join(', ')})` : ''}`,
  );
  return `Of all: ${states.join(', ') || 'none'}`;
}

function columnsOf(matrix: ControlMatrixDocument, site: string | undefined): readonly Column<Row>[] {
  const columns = matrix.columns.filter(({ id }) => site === undefined || id === site);
  return [
    { header: 'CONTROL', value: (row) => row.control },
    { header: 'STATE', value: (row) => stateWords(row.state, row.basis) },
    { header: 'CONFLICTS', value: (row) => (row.conflicts === 0 ? null : row.conflicts), align: 'right' },
    { header: 'CHECKS', value: (row) => checkWords(row.checks) },
    ...feedColumn,
    ...columns.map(({ id }): Column<Row> => ({
      header: (id === '' ? `no ${matrix.by}` : id).toUpperCase(),
      value: (row) => cellText(cellIn(row, id)),
      wide: columns.length > WIDEST,
    })),
    { header: 'NEWEST', value: (row) => row.newest?.slice(0, 10) ?? null, wide: true },
  ];
}

/** More columns than this are shown by -o wide. */
const WIDEST = 4;

const feedColumn: readonly Column<Row>[] = [{ header: 'EVIDENCE', value: (row) => feedWords(row.feeds) }];

const cellIn = (row: Row, column: string): Cell | undefined => row.cells.find((cell) => cell.column === column);

/** "violated 3/20": three of twenty workloads; "!" where feeds contradict each other. */
function cellText(cell: Cell | undefined): string | null {
  if (cell === undefined) return null;
  const all = CONTROL_STATES.reduce((sum, state) => sum + cell.workloads[state], 0);
  const mark = cell.conflicts.check + cell.conflicts.control > 0 ? ' !' : '';
  const stated = cell.basis === 'stated' ? ' stated' : cell.basis === 'partly' ? ` (${cell.stated} stated)` : '';
  return `${cell.state}${all === 0 ? '' : ` ${cell.workloads[cell.state]}/${all}`}${stated}${mark}`;
}

/** One line for each control and column: as a table of figures. */
function csvColumns({ columns, by }: ControlMatrixDocument, site: string | undefined): readonly Column<Row>[] {
  return [
    { header: 'FRAMEWORK', value: (row) => row.framework },
    { header: 'CONTROL', value: (row) => row.control },
    { header: 'STATE', value: (row) => row.state },
    { header: 'SATISFIED_ON', value: (row) => row.basis },
    { header: 'CONFLICTS', value: (row) => row.conflicts },
    { header: 'CHECKS', value: (row) => row.checks.map(({ id }) => id).join(' ') },
    { header: 'CHECKS_ANSWERED', value: (row) => row.checks.filter(({ answered }) => answered).length },
    { header: 'NEWEST', value: (row) => row.newest },
    ...columns
      .filter(({ id }) => site === undefined || id === site)
      .flatMap(({ id }): Column<Row>[] => {
        const name = id === '' ? `no ${by}` : id;
        return [
          { header: name, value: (row) => cellIn(row, id)?.state ?? 'unknown' },
          ...CONTROL_STATES.map((state): Column<Row> => ({
            header: `${name}_${state}`,
            value: (row) => cellIn(row, id)?.workloads[state],
          })),
          { header: `${name}_satisfied_on`, value: (row) => cellIn(row, id)?.basis },
          { header: `${name}_stated`, value: (row) => cellIn(row, id)?.stated },
          { header: `${name}_checks_answered`, value: (row) => cellIn(row, id)?.answered },
          { header: `${name}_conflicts`, value: (row) => conflictsIn(cellIn(row, id)) },
        ];
      }),
  ];
}

const conflictsIn = (cell: Cell | undefined): number | undefined =>
  cell === undefined ? undefined : cell.conflicts.check + cell.conflicts.control;
