/** A table that draws only the rows in sight and asks the server for more as they come near. */

import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';

export interface WindowColumn<T> {
  readonly key: string;
  readonly title: string;
  readonly render: (row: T) => ReactNode;
  readonly number?: boolean;
  /** Field the server can sort by. */
  readonly sortField?: string;
}

interface RowWindowProps<T> {
  readonly label: string;
  readonly rows: readonly T[];
  readonly total: number;
  readonly columns: readonly WindowColumn<T>[];
  readonly rowKey: (row: T) => string;
  readonly onNearEnd: () => void;
  readonly sort?: string | undefined;
  readonly onSort?: (sort: string) => void;
}

const ROW_HEIGHT_PX = 41;
const NEAR_END_ROWS = 40;

export function RowWindow<T>({ label, rows, total, columns, rowKey, onNearEnd, sort, onSort }: RowWindowProps<T>) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT_PX,
    overscan: 12,
  });
  const shown = virtual.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  useEffect(() => {
    if (rows.length < total && last >= rows.length - NEAR_END_ROWS) onNearEnd();
  }, [last, rows.length, total, onNearEnd]);
  const before = shown[0]?.start ?? 0;
  const after = virtual.getTotalSize() - (shown.at(-1)?.end ?? 0);
  return (
    // The scrolling region takes the keyboard, so that arrow and page keys move through the rows.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div ref={scroller} className="isthmus-window" tabIndex={0} role="region" aria-label={label}>
      <Table aria-label={label} aria-rowcount={total + 1} variant="compact" gridBreakPoint="" isStickyHeader>
        <Thead>
          <Tr>
            {columns.map((column, index) => (
              <Th
                key={column.key}
                modifier="nowrap"
                className={column.number === true ? 'isthmus-number' : ''}
                {...sortProps(column, index, columns, sort, onSort)}
              >
                {column.title}
              </Th>
            ))}
          </Tr>
        </Thead>
        <Tbody>
          {before > 0 && <tr aria-hidden="true" style={{ height: before }} />}
          {shown.map(({ index }) => {
            const row = rows[index] as T;
            return (
              <Tr key={rowKey(row)} aria-rowindex={index + 2}>
                {columns.map((column) => (
                  <Td
                    key={column.key}
                    modifier="nowrap"
                    dataLabel={column.title}
                    className={column.number === true ? 'isthmus-number' : ''}
                  >
                    {column.render(row)}
                  </Td>
                ))}
              </Tr>
            );
          })}
          {after > 0 && <tr aria-hidden="true" style={{ height: after }} />}
        </Tbody>
      </Table>
    </div>
  );
}

function sortProps<T>(
  column: WindowColumn<T>,
  index: number,
  columns: readonly WindowColumn<T>[],
  sort: string | undefined,
  onSort: ((sort: string) => void) | undefined,
) {
  const field = column.sortField;
  if (field === undefined || onSort === undefined) return {};
  const sortedField = sort?.replace(/^-/, '');
  return {
    sort: {
      columnIndex: index,
      sortBy: {
        index: columns.findIndex(
          (candidate) => candidate.sortField !== undefined && candidate.sortField === sortedField,
        ),
        direction: sort?.startsWith('-') === true ? ('desc' as const) : ('asc' as const),
      },
      onSort: (_event: unknown, _index: number, direction: 'asc' | 'desc') =>
        onSort(direction === 'desc' ? `-${field}` : field),
    },
  };
}
