/** Data-quality issues of one import: where, what, and what to do. */

import { Button, Content, Label } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useInfiniteQuery } from '@tanstack/react-query';
import { ROUTES } from '../../api/routes.ts';
import { call } from '../shared/api.ts';
import { countOf } from '../shared/format.ts';
import { ProblemAlert } from '../shared/problem-alert.tsx';

const PAGE_ROWS = 50;
const STATUS = { error: 'danger', warning: 'warning', info: 'info' } as const;

export function ImportIssues({ importId }: { readonly importId: string }) {
  const query = useInfiniteQuery({
    queryKey: ['import-issues', importId],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      call(ROUTES.listImportIssues, { params: { id: importId }, query: { limit: PAGE_ROWS, continue: pageParam } }),
    getNextPageParam: (page) => page.continue,
  });
  const issues = query.data?.pages.flatMap((page) => page.items) ?? [];
  if (query.error !== null) return <ProblemAlert error={query.error} />;
  return (
    <>
      <Table role="table" aria-label="Data-quality issues" variant="compact">
        <Thead>
          <Tr>
            <Th width={15}>Severity</Th>
            <Th width={20}>Where</Th>
            <Th width={35}>What</Th>
            <Th width={30}>What to do</Th>
          </Tr>
        </Thead>
        <Tbody>
          {issues.map((issue) => (
            <Tr key={`${issue.code} ${issue.where} ${issue.message}`}>
              <Td dataLabel="Severity">
                <Label isCompact variant="outline" status={STATUS[issue.severity]}>
                  {issue.severity}
                </Label>{' '}
                {issue.skipped ? 'row skipped' : ''}
              </Td>
              <Td dataLabel="Where" className="isthmus-pre">
                {issue.where}
              </Td>
              <Td dataLabel="What" className="isthmus-pre">
                {issue.message}
                <Content component="small" className="isthmus-muted">
                  {issue.code}
                </Content>
              </Td>
              <Td dataLabel="What to do">{issue.fix}</Td>
            </Tr>
          ))}
        </Tbody>
      </Table>
      <p aria-live="polite">
        {query.data === undefined
          ? 'Loading …'
          : `${issues.length} of ${countOf(query.data.pages[0]?.total ?? 0, 'issue')}`}
      </p>
      {query.hasNextPage && (
        <Button variant="link" isLoading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          Show more
        </Button>
      )}
    </>
  );
}
