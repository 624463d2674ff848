/** Workloads that find no place, each with why. */

import { Content } from '@patternfly/react-core';
import { Link } from '@tanstack/react-router';
import type { AssignmentDocument } from '../../../api/placements.ts';
import { ROUTES } from '../../../api/routes.ts';
import { call } from '../../shared/api.ts';
import { useContinuedRows } from '../../shared/continued-rows.ts';
import { countOf, countText } from '../../shared/format.ts';
import { ProblemAlert } from '../../shared/problem-alert.tsx';
import { RowWindow } from '../../shared/row-window.tsx';
import type { WindowColumn } from '../../shared/row-window.tsx';

const PAGE_ROWS = 200;

const columns = (id: string): readonly WindowColumn<AssignmentDocument>[] => [
  {
    key: 'name',
    title: 'Workload',
    widthPx: 190,
    render: (row) => (
      <Link to="/placement" search={{ of: id, show: 'unplaced', workload: row.workloadId }}>
        {row.workloadName}
      </Link>
    ),
    text: (row) => row.workloadName,
  },
  { key: 'from', title: 'The plan had it at', widthPx: 140, render: (row) => row.fromSiteId ?? 'nowhere' },
  { key: 'why', title: 'Why there is no place', widthPx: 600, render: (row) => row.why },
];

interface HomelessProps {
  readonly id: string;
  /** How many had no place even before. */
  readonly before: number;
}

export function Homeless({ id, before }: HomelessProps) {
  const list = useContinuedRows(['assignments', id, 'homeless'], (position, signal) =>
    call(ROUTES.listAssignments, {
      params: { id },
      query: { unplaced: 'true', limit: PAGE_ROWS, continue: position },
      signal,
    }),
  );
  return (
    <>
      <Content component="h3">Without a place</Content>
      {before > 0 && list.total !== undefined && (
        <Content component="p" className="isthmus-muted">
          {countText(Math.min(before, list.total))} of {countOf(list.total, 'workload')} had none before the loss
          either.
        </Content>
      )}
      {list.error !== null && <ProblemAlert error={list.error} />}
      <RowWindow
        label="Workloads without a place"
        count={list.rows.length}
        rowAt={list.rowAt}
        onRange={list.onRange}
        columns={columns(id)}
        rowKey={(row) => row.workloadId}
        isShort
      />
    </>
  );
}
