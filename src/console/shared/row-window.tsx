/** A table that draws only the rows in sight. Rows that are not there yet are drawn as placeholders. */

import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useElementScrollRestoration } from '@tanstack/react-router';

export interface WindowColumn<T> {
  readonly key: string;
  readonly title: string;
  /** Least width; what is left over is shared out in proportion. */
  readonly widthPx: number;
  readonly render: (row: T) => ReactNode;
  /** The whole text, shown on hover where the cell cuts it off. Absent: what `render` gives, when that is text. */
  readonly text?: (row: T) => string;
  readonly number?: boolean;
  /** Field the server can sort by. */
  readonly sortField?: string;
}

interface RowWindowProps<T> {
  /** Name for assistive technology, and the key under which the scroll position is kept. */
  readonly label: string;
  readonly count: number;
  /** Undefined: not loaded yet. */
  readonly rowAt: (index: number) => T | undefined;
  readonly columns: readonly WindowColumn<T>[];
  readonly rowKey: (row: T) => string;
  /** Told which rows are in sight, so that these and the next can be fetched. */
  readonly onRange: (first: number, last: number) => void;
  readonly sort?: string | undefined;
  readonly onSort?: (sort: string) => void;
  /** The rows belong to what was asked before; the answer to the new question is on its way. */
  readonly isStale?: boolean;
  /** No higher than its rows, where a page holds other things below. */
  readonly isShort?: boolean;
  /** Another value means another list: back to its top. */
  readonly listKey?: string;
}

const ROW_HEIGHT_PX = 37;
const OVERSCAN_ROWS = 12;

export function RowWindow<T>(props: RowWindowProps<T>) {
  const {
    label,
    count,
    rowAt,
    columns,
    rowKey,
    onRange,
    sort,
    onSort,
    isStale = false,
    listKey = '',
    isShort = false,
  } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const before = useElementScrollRestoration({ id: label });
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT_PX,
    overscan: OVERSCAN_ROWS,
    initialOffset: before?.scrollY ?? 0,
  });
  const shown = virtual.getVirtualItems();
  const first = shown[0]?.index ?? 0;
  const last = shown.at(-1)?.index ?? 0;
  useEffect(() => onRange(first, last), [first, last, onRange]);
  const listShown = useRef(listKey);
  useEffect(() => {
    if (listShown.current === listKey) return;
    listShown.current = listKey;
    virtual.scrollToOffset(0);
  }, [listKey, virtual]);
  const above = shown[0]?.start ?? 0;
  const below = virtual.getTotalSize() - (shown.at(-1)?.end ?? 0);
  const width = columns.reduce((sum, column) => sum + column.widthPx, 0);
  return (
    // The scrolling region takes the keyboard, so that arrow and page keys move through the rows.
    <div
      ref={scroller}
      className={`isthmus-window${isStale ? ' isthmus-stale' : ''}${isShort ? ' isthmus-short' : ''}`}
      data-scroll-restoration-id={label}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      role="region"
      aria-label={label}
      aria-busy={isStale}
    >
      <Table
        aria-label={label}
        aria-rowcount={count + 1}
        role="table"
        variant="compact"
        gridBreakPoint=""
        style={{ minWidth: width }}
      >
        <colgroup>
          {columns.map((column) => (
            <col key={column.key} style={{ width: column.widthPx }} />
          ))}
        </colgroup>
        <Thead>
          <Tr>
            {columns.map((column, index) => (
              <Th
                key={column.key}
                className={column.number === true ? 'isthmus-number' : ''}
                {...sortProps(column, index, columns, sort, onSort)}
              >
                {column.title}
              </Th>
            ))}
          </Tr>
        </Thead>
        <Tbody>
          {above > 0 && <tr aria-hidden="true" style={{ height: above }} />}
          {shown.map(({ index }) => (
            <WindowRow key={keyOf(rowAt(index), index, rowKey)} index={index} row={rowAt(index)} columns={columns} />
          ))}
          {below > 0 && <tr aria-hidden="true" style={{ height: below }} />}
        </Tbody>
      </Table>
    </div>
  );
}

function keyOf<T>(row: T | undefined, index: number, rowKey: (row: T) => string): string {
  return row === undefined ? `row ${index}` : rowKey(row);
}

interface WindowRowProps<T> {
  readonly index: number;
  readonly row: T | undefined;
  readonly columns: readonly WindowColumn<T>[];
}

function WindowRow<T>({ index, row, columns }: WindowRowProps<T>) {
  return (
    <Tr aria-rowindex={index + 2}>
      {columns.map((column) => {
        if (row === undefined) {
          return (
            <Td key={column.key}>
              <span className="isthmus-placeholder" />
            </Td>
          );
        }
        const content = column.render(row);
        const title = column.text?.(row) ?? (typeof content === 'string' ? content : undefined);
        return (
          <Td
            key={column.key}
            dataLabel={column.title}
            className={column.number === true ? 'isthmus-number' : ''}
            {...(title !== undefined && { title })}
          >
            {content}
          </Td>
        );
      })}
    </Tr>
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
  const sorted = columns.findIndex(({ sortField }) => sortField !== undefined && sortField === sortedField);
  return {
    sort: {
      columnIndex: index,
      sortBy: { index: sorted, direction: sort?.startsWith('-') === true ? ('desc' as const) : ('asc' as const) },
      onSort: (_event: unknown, _index: number, direction: 'asc' | 'desc') =>
        onSort(direction === 'desc' ? `-${field}` : field),
    },
  };
}
