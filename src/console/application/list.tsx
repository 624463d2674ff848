/** Which workloads serve one purpose and move together, and how is that known? */

import { useState } from 'react';
import { Button, SearchInput, Tab, Tabs, TabTitleText } from '@patternfly/react-core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { z } from 'zod';
import type { applicationItemSchema } from '../../api/applications.ts';
import { ROUTES } from '../../api/routes.ts';
import { call } from '../shared/api.ts';
import { useContinuedRows } from '../shared/continued-rows.ts';
import { countOf, countText } from '../shared/format.ts';
import { NothingImported } from '../shared/nothing-imported.tsx';
import { ConsolePage } from '../shared/page.tsx';
import { ProblemAlert } from '../shared/problem-alert.tsx';
import { RowWindow } from '../shared/row-window.tsx';
import type { WindowColumn } from '../shared/row-window.tsx';
import { MakeApplication } from './make-application.tsx';
import { Proposals } from './proposals.tsx';

type Application = z.infer<typeof applicationItemSchema>;

const route = getRouteApi('/shell/applications');
const PAGE_ROWS = 200;
const ORIGINS = { tag: 'stated by a source', hand: 'by hand', flow: 'from calls', name: 'from names' } as const;

const knownText = ({ origin, fixed }: Application): string =>
  `${ORIGINS[origin]}${fixed && origin !== 'hand' ? ', changed by hand' : ''}`;

const COLUMNS: readonly WindowColumn<Application>[] = [
  {
    key: 'name',
    title: 'Name',
    widthPx: 240,
    render: (row) => (
      <Link to="/applications/$id" params={{ id: row.id }}>
        {row.name}
      </Link>
    ),
    text: (row) => row.name,
  },
  { key: 'workloads', title: 'Workloads', widthPx: 90, number: true, render: (row) => countText(row.workloads) },
  { key: 'known', title: 'Known', widthPx: 190, render: knownText },
  { key: 'evidence', title: 'Evidence', widthPx: 380, render: (row) => row.evidence },
];

export function ApplicationListPage() {
  const { tab = 'list' } = route.useSearch();
  const navigate = route.useNavigate();
  const sources = useQuery({ queryKey: ['sources'], queryFn: () => call(ROUTES.listSources) });
  const hasSources = (sources.data?.items.length ?? 0) > 0;
  const proposals = useQuery({
    queryKey: ['application-proposals'],
    queryFn: () => call(ROUTES.listApplicationProposals),
    enabled: hasSources,
  });
  if (sources.data !== undefined && !hasSources) return <NothingImported title="Applications" />;
  const proposed = proposals.data?.total ?? 0;
  return (
    <ConsolePage
      title="Applications"
      answers="Which workloads serve one purpose and move together, and how is that known?"
    >
      <Tabs
        activeKey={tab}
        onSelect={(_event, key) =>
          void navigate({
            search: (before) => ({ ...before, tab: key === 'list' ? undefined : String(key) }),
            replace: true,
          })
        }
        aria-label="Applications"
        mountOnEnter
        unmountOnExit
      >
        <Tab eventKey="list" title={<TabTitleText>Applications</TabTitleText>}>
          <div className="isthmus-tab">{hasSources && <Known />}</div>
        </Tab>
        <Tab
          eventKey="proposed"
          title={<TabTitleText>{proposed === 0 ? 'Proposed' : `Proposed (${countText(proposed)})`}</TabTitleText>}
        >
          <div className="isthmus-tab">
            <Proposals query={proposals} />
          </div>
        </Tab>
      </Tabs>
    </ConsolePage>
  );
}

function Known() {
  const { q = '' } = route.useSearch();
  const navigate = route.useNavigate();
  const [making, setMaking] = useState(false);
  const list = useContinuedRows(['applications', q], (position, signal) =>
    call(ROUTES.listApplications, { query: { filter: q, limit: PAGE_ROWS, continue: position }, signal }),
  );
  const setFilter = (next: string): void =>
    void navigate({
      search: (before) => ({ ...before, q: next === '' ? undefined : next }),
      replace: true,
      resetScroll: false,
    });
  return (
    <>
      <div className="isthmus-list-line isthmus-below" data-isthmus-filter>
        <SearchInput
          aria-label="A part of the name"
          placeholder="A part of the name"
          value={q}
          onChange={(_event, next) => setFilter(next)}
          onClear={() => setFilter('')}
          className="isthmus-narrow-search"
        />
        <Button variant="secondary" onClick={() => setMaking(true)}>
          Make one by hand …
        </Button>
      </div>
      {list.error !== null && <ProblemAlert error={list.error} />}
      <p aria-live="polite">
        {list.total === undefined
          ? list.error === null && 'Loading …'
          : countOf(list.total, 'application') + (q === '' ? '' : ` with “${q}” in the name`)}
      </p>
      {list.total === 0 && q === '' && (
        <p className="isthmus-muted">
          No source states any. Tags, the sites file and flow records do; see what is proposed, or make one by hand.
        </p>
      )}
      {list.rows.length > 0 && (
        <RowWindow
          label="Applications"
          count={list.rows.length}
          rowAt={list.rowAt}
          onRange={list.onRange}
          columns={COLUMNS}
          rowKey={(row) => row.id}
          listKey={q}
        />
      )}
      {making && <MakeApplication onClose={() => setMaking(false)} />}
    </>
  );
}
