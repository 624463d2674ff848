/** The reads of a connected source, newest first: what each found, or why it failed. */

import { Button, Label } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { z } from 'zod';
import { ROUTES } from '../../api/routes.ts';
import { tookText } from '../shared/age.ts';
import { call } from '../shared/api.ts';
import { countOf, countText, timeText } from '../shared/format.ts';
import { ProblemAlert } from '../shared/problem-alert.tsx';

type Sync = z.output<(typeof ROUTES.listSyncs)['response']>['items'][number];

const PAGE_ROWS = 10;
const LOOK_MS = 10_000;

const STATUS = {
  running: 'info',
  succeeded: 'success',
  failed: 'danger',
  held: 'warning',
  cancelled: 'info',
  interrupted: 'warning',
} as const;

export function ReadHistory({ id, name }: { readonly id: string; readonly name: string }) {
  const query = useInfiniteQuery({
    queryKey: ['syncs', id],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      call(ROUTES.listSyncs, { params: { id }, query: { limit: PAGE_ROWS, continue: pageParam } }),
    getNextPageParam: (page) => page.continue,
    refetchInterval: LOOK_MS,
  });
  if (query.error !== null) return <ProblemAlert error={query.error} />;
  const reads = query.data?.pages.flatMap((page) => page.items) ?? [];
  const total = query.data?.pages[0]?.total;
  if (total === 0) return <p className="isthmus-muted">It was never read.</p>;
  return (
    <>
      <Table role="table" aria-label={`Reads of ${name}`} variant="compact">
        <Thead>
          <Tr>
            <Th width={20}>Begun</Th>
            <Th width={15}>Result</Th>
            <Th>Found</Th>
            <Th width={15}>Took</Th>
            <Th width={15}>By</Th>
          </Tr>
        </Thead>
        <Tbody>
          {reads.map((read) => (
            <Tr key={read.id}>
              <Td dataLabel="Begun">{timeText(read.startedAt)}</Td>
              <Td dataLabel="Result">
                <Label isCompact variant="outline" status={STATUS[read.state]}>
                  {read.state}
                </Label>
              </Td>
              <Td dataLabel="Found">
                <Found read={read} />
              </Td>
              <Td dataLabel="Took">{read.outcome === null ? '' : tookText(read.outcome.milliseconds)}</Td>
              <Td dataLabel="By">{read.actor}</Td>
            </Tr>
          ))}
        </Tbody>
      </Table>
      <p aria-live="polite" className="isthmus-muted">
        {total === undefined ? 'Loading …' : `${countText(reads.length)} of ${countOf(total, 'read')}`}
      </p>
      {query.hasNextPage && (
        <Button variant="link" isLoading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          Show more
        </Button>
      )}
    </>
  );
}

function Found({ read }: { readonly read: Sync }) {
  const { outcome, problem, repeats } = read;
  const again = repeats === 0 ? '' : `; ${countOf(repeats, 'further read')} found nothing new`;
  if (problem !== null) return `${problem.detail} (${problem.code})${again}`;
  if (outcome === null) return '';
  const { mode, upserts, removed, unchanged, generation, changed } = outcome;
  const whole = mode === 'full' ? 'everything read' : 'changes read';
  return (
    <>
      {whole}: {countText(upserts)} new or changed, {countText(removed)} gone, {countText(unchanged)} as before
      {changed && generation !== null && (
        <>
          {'; '}
          <Link to="/generations">generation {generation}</Link>
        </>
      )}
      {again}
    </>
  );
}
