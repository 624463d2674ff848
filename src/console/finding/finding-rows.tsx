/** Findings of the choice made, drawn as they come into sight. */

import { Link } from '@tanstack/react-router';
import { ROUTES } from '../../api/routes.ts';
import { call } from '../shared/api.ts';
import { useContinuedRows } from '../shared/continued-rows.ts';
import { countOf, NOTHING } from '../shared/format.ts';
import { ProblemAlert } from '../shared/problem-alert.tsx';
import { RowWindow } from '../shared/row-window.tsx';
import type { WindowColumn } from '../shared/row-window.tsx';
import type { FindingSearch } from '../shell/search.ts';
import { evidenceText } from './evidence-text.ts';
import type { Finding } from './evidence-text.ts';
import { FindingLink } from './finding-link.tsx';
import { StateLabel } from './state-label.tsx';
import { siteText, wholeSite } from './words.ts';

const PAGE_ROWS = 200;

const COLUMNS: readonly WindowColumn<Finding>[] = [
  { key: 'state', title: 'State', widthPx: 150, render: (row) => <StateLabel {...row} /> },
  {
    key: 'rule',
    title: 'Rule',
    widthPx: 280,
    render: (row) => <FindingLink finding={row} />,
    text: (row) => `${row.ruleId}: ${row.title}`,
  },
  {
    key: 'workload',
    title: 'Workload',
    widthPx: 180,
    render: (row) =>
      row.workloadId === null ? (
        wholeSite(row)
      ) : (
        <Link to="/workloads/$id" params={{ id: row.workloadId }} search={{ tab: 'findings' }}>
          {row.workloadName}
        </Link>
      ),
    text: (row) => row.workloadName ?? wholeSite(row),
  },
  { key: 'site', title: 'Site', widthPx: 110, render: (row) => siteText(row.siteId) },
  {
    key: 'since',
    title: 'Since',
    widthPx: 80,
    render: (row) => (row.since === null ? NOTHING : `gen/${row.since.generation}`),
  },
  {
    key: 'evidence',
    title: 'Evidence',
    widthPx: 300,
    render: (row) => evidenceText(row).replaceAll('\n', '; '),
    text: evidenceText,
  },
];

interface FindingRowsProps {
  readonly checkId: string;
  readonly search: Omit<FindingSearch, 'tab'>;
}

export function FindingRows({ checkId, search }: FindingRowsProps) {
  const listKey = JSON.stringify(search);
  const list = useContinuedRows(['findings', checkId, listKey], (position, signal) =>
    call(ROUTES.listFindings, { query: { ...search, limit: PAGE_ROWS, continue: position }, signal }),
  );
  return (
    <>
      {list.error !== null && <ProblemAlert error={list.error} />}
      <p aria-live="polite">
        {list.total === undefined ? list.error === null && 'Loading …' : countOf(list.total, 'finding')}
      </p>
      {list.rows.length > 0 && (
        <RowWindow
          label="Findings"
          count={list.rows.length}
          rowAt={list.rowAt}
          onRange={list.onRange}
          columns={COLUMNS}
          rowKey={(row) => `${row.ruleId} ${row.siteId} ${row.workloadId ?? ''} ${row.state}`}
          listKey={listKey}
        />
      )}
    </>
  );
}
