/** Controls down, sites or applications across: a cell is as bad as its worst workload, and leads to its evidence. */

import { useCallback, useMemo } from 'react';
import { Link } from '@tanstack/react-router';
import type { ControlMatrixDocument } from '../../api/controls.ts';
import { countOf, countText } from '../shared/format.ts';
import { RowWindow } from '../shared/row-window.tsx';
import type { WindowColumn } from '../shared/row-window.tsx';
import { checksText, columnTitle, ConflictLabel, FEED_TEXTS, StateLabel, stateText, STATE_TEXTS } from './words.tsx';

type Row = ControlMatrixDocument['items'][number];
type Cell = Row['cells'][number];

interface MatrixTableProps {
  readonly matrix: ControlMatrixDocument;
  readonly isStale: boolean;
  readonly listKey: string;
}

export function MatrixTable({ matrix, isStale, listKey }: MatrixTableProps) {
  const columns = useMemo(() => columnsOf(matrix), [matrix]);
  const rowAt = useCallback((index: number) => matrix.items[index], [matrix]);
  const nothing = useCallback(() => undefined, []);
  return (
    <RowWindow
      label={`Controls of ${matrix.framework}`}
      count={matrix.items.length}
      rowAt={rowAt}
      onRange={nothing}
      columns={columns}
      rowKey={(row) => row.control}
      isStale={isStale}
      listKey={listKey}
    />
  );
}

function columnsOf({ columns, by, framework }: ControlMatrixDocument): readonly WindowColumn<Row>[] {
  return [
    {
      key: 'control',
      title: 'Control',
      widthPx: 96,
      render: (row) => (
        <Link to="/controls/$framework/$control" params={{ framework, control: row.control }} search={{ by }}>
          {row.control}
        </Link>
      ),
      text: (row) => row.control,
    },
    {
      key: 'state',
      title: 'State',
      widthPx: 176,
      render: (row) => <StateLabel state={row.state} basis={row.basis} />,
      text: (row) => stateText(row.state, row.basis),
    },
    {
      key: 'conflicts',
      title: 'Conflicts',
      widthPx: 96,
      render: (row) => (row.conflicts === 0 ? '–' : <ConflictLabel>{countText(row.conflicts)}</ConflictLabel>),
      text: (row) =>
        countOf(
          row.conflicts,
          'workload about which feeds contradict each other',
          'workloads about which feeds contradict each other',
        ),
    },
    {
      key: 'checks',
      title: 'Technical checks',
      widthPx: 220,
      render: (row) => checksText(row.checks),
    },
    ...columns.map(({ id, workloads }): WindowColumn<Row> => ({
      key: `column ${id}`,
      title: columnTitle(id, by),
      widthPx: 208,
      render: (row) => <CellLink row={row} cell={cellOf(row, id)} column={id} by={by} />,
      text: (row) => `${columnTitle(id, by)}: ${cellWords(cellOf(row, id), workloads)}`,
    })),
    {
      key: 'feeds',
      title: 'Evidence',
      widthPx: 200,
      render: (row) =>
        row.feeds.map(({ feed, evidence }) => `${FEED_TEXTS[feed]} ${countText(evidence)}`).join(', ') || 'none',
    },
    { key: 'newest', title: 'Newest', widthPx: 104, render: (row) => row.newest?.slice(0, 10) ?? '–' },
  ];
}

const cellOf = (row: Row, column: string): Cell | undefined => row.cells.find((cell) => cell.column === column);

const allOf = ({ workloads }: Cell): number => Object.values(workloads).reduce((sum, count) => sum + count, 0);
const conflictsOf = ({ conflicts }: Cell): number => conflicts.check + conflicts.control;

const cellWords = (cell: Cell | undefined, workloads: number): string =>
  cell === undefined
    ? `unknown, no evidence for ${countOf(workloads, 'workload')}`
    : [stateText(cell.state, cell.basis), ...countsIn(cell)].join(', ');

function countsIn(cell: Cell): readonly string[] {
  const counts = (Object.keys(STATE_TEXTS) as (keyof typeof STATE_TEXTS)[])
    .filter((state) => cell.workloads[state] > 0)
    .map((state) => `${countText(cell.workloads[state])} ${STATE_TEXTS[state]}`);
  return [
    ...counts,
    ...(cell.stated > 0 ? [`${countText(cell.stated)} satisfied only because somebody says so`] : []),
    ...(cell.uncovered > 0 ? [`${countText(cell.uncovered)} without evidence`] : []),
    ...(conflictsOf(cell) > 0 ? [`${countText(conflictsOf(cell))} contradicted`] : []),
    ...(cell.stale ? ['all evidence is old'] : []),
  ];
}

interface CellLinkProps {
  readonly row: Row;
  readonly cell: Cell | undefined;
  readonly column: string;
  readonly by: 'site' | 'application';
}

function CellLink({ row, cell, column, by }: CellLinkProps) {
  if (cell === undefined) return <span className="isthmus-muted">no evidence</span>;
  const all = allOf(cell);
  // A figure says what part of the workloads it is; all of them need none.
  const part = cell.workloads[cell.state];
  const figure = part === all ? '' : ` ${countText(part)} of ${countText(all)}`;
  const shown = `${conflictsOf(cell) > 0 ? '! ' : ''}${stateText(cell.state, cell.basis)}${figure}`;
  return (
    <Link
      to="/controls/$framework/$control"
      params={{ framework: row.framework, control: row.control }}
      search={{ by, column: column === '' ? undefined : column }}
      aria-label={[`${row.control}, ${columnTitle(column, by)}: ${shown}`, ...countsIn(cell)].join(', ')}
    >
      <StateLabel state={cell.state} basis={cell.basis} text={shown} />
    </Link>
  );
}
