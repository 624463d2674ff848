/** Records, newest first, by who, what, on what and when. */

import { Button, Content, EmptyState, EmptyStateBody } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { AuditRecordDocument } from '../../api/evidence.ts';
import { ROUTES } from '../../api/routes.ts';
import { call } from '../shared/api.ts';
import { countOf, timeText } from '../shared/format.ts';
import { ProblemAlert } from '../shared/problem-alert.tsx';
import { valueText } from '../shared/value-text.ts';
import type { AuditSearch } from '../shell/search.ts';
import { LogFilters } from './log-filters.tsx';

const route = getRouteApi('/shell/audit');
const PAGE = 100;

function queryOf({ actor, action, object, since, until }: AuditSearch) {
  const [objectKind, ...id] = object?.split('/') ?? [];
  return { actor, action, objectKind, objectId: id.length === 0 ? undefined : id.join('/'), since, until };
}

export function AuditLog() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const asked = queryOf(search);
  const query = useInfiniteQuery({
    queryKey: ['audit', 'records', asked],
    initialPageParam: undefined as number | undefined,
    queryFn: ({ pageParam, signal }) =>
      call(ROUTES.listAudit, { query: { ...asked, before: pageParam, limit: PAGE }, signal }),
    getNextPageParam: ({ next }) => next ?? undefined,
  });
  const rows = query.data?.pages.flatMap(({ items }) => items) ?? [];
  const total = query.data?.pages[0]?.total;
  const filters = (
    <LogFilters
      key={JSON.stringify(asked)}
      search={search}
      onApply={(next) => void navigate({ search: next, replace: true })}
    />
  );
  if (query.error !== null)
    return (
      <>
        {filters}
        <ProblemAlert error={query.error} />
      </>
    );
  return (
    <>
      {filters}
      <Content component="p" aria-live="polite">
        {total === undefined ? 'Loading …' : countOf(total, 'record')}
      </Content>
      {total === 0 && (
        <EmptyState titleText="No record fits" headingLevel="h2">
          <EmptyStateBody>Take a filter away, or look at a longer time.</EmptyStateBody>
        </EmptyState>
      )}
      {rows.length > 0 && <Records rows={rows} />}
      {query.hasNextPage && (
        <Button variant="link" isLoading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          Show older records
        </Button>
      )}
    </>
  );
}

function Records({ rows }: { readonly rows: readonly AuditRecordDocument[] }) {
  return (
    <Table role="table" aria-label="Audit records" variant="compact">
      <Thead>
        <Tr>
          <Th className="isthmus-number" width={10}>
            Record
          </Th>
          <Th width={15}>Time</Th>
          <Th width={15}>Actor</Th>
          <Th width={15}>Action</Th>
          <Th width={20}>Object</Th>
          <Th>Detail</Th>
        </Tr>
      </Thead>
      <Tbody>
        {rows.map((record) => (
          <Tr key={record.seq}>
            <Td dataLabel="Record" className="isthmus-number" title={record.hash}>
              {record.seq}
            </Td>
            <Td dataLabel="Time" title={record.at}>
              {timeText(record.at)}
            </Td>
            <Td dataLabel="Actor">{record.actor ?? `erased (${record.actorRef.slice(0, 8)})`}</Td>
            <Td dataLabel="Action">{record.action}</Td>
            <Td dataLabel="Object" modifier="breakWord">
              {record.object.kind === 'decision' ? (
                <Link to="/audit" search={{ tab: 'decisions', decision: record.object.id }}>
                  {record.object.kind}/{record.object.id}
                </Link>
              ) : (
                `${record.object.kind}/${record.object.id}`
              )}
            </Td>
            <Td dataLabel="Detail" modifier="breakWord">
              {detailText(record.detail)}
            </Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}

/** What the columns beside it say already is left out. */
const LEFT_OUT = new Set(['request', 'path', 'method', 'record', 'inputs', 'outcome']);

function detailText(detail: AuditRecordDocument['detail']): string {
  if (detail === null) return 'removed';
  return Object.entries(detail)
    .filter(([name, value]) => !LEFT_OUT.has(name) || (name === 'outcome' && !String(value).startsWith('sha256:')))
    .map(([name, value]) => `${name} ${valueText(value, ', ')}`)
    .join(' · ');
}
