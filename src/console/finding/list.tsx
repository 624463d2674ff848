/** Would this break a rule, and what rests it on? */

import { Button, Content, Flex, FlexItem, ToggleGroup, ToggleGroupItem } from '@patternfly/react-core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { ROUTES } from '../../api/routes.ts';
import { call } from '../shared/api.ts';
import { countText, timeText } from '../shared/format.ts';
import { Loading } from '../shared/loading.tsx';
import { OperationButton } from '../shared/operation-button.tsx';
import { ConsolePage } from '../shared/page.tsx';
import { FindingTable } from './table.tsx';

const route = getRouteApi('/shell/findings');
const PAGE_ROWS = 100;
const STATES = [
  { state: undefined, title: 'All' },
  { state: 'violated', title: 'Violated' },
  { state: 'unknown', title: 'Unknown' },
] as const;

export function FindingListPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const check = useQuery({ queryKey: ['check'], queryFn: () => call(ROUTES.latestCheck) });
  const findings = useInfiniteQuery({
    queryKey: ['findings', search],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      call(ROUTES.listFindings, { query: { ...search, limit: PAGE_ROWS, continue: pageParam } }),
    getNextPageParam: (page) => page.continue,
    enabled: check.data !== undefined,
  });
  return (
    <ConsolePage
      title="Findings"
      answers="Which rules of law and contract does the estate break today, and which cannot be told?"
      actions={<OperationButton label="Check again" start={() => call(ROUTES.check, { body: {} })} />}
    >
      <Loading
        query={check}
        none={{
          title: 'Not checked yet',
          body: 'Describe your sites (isthmus sites init), then run: isthmus check -f sites.yaml.',
        }}
      >
        {(summary) => (
          <>
            <Content component="p">
              {countText(summary.workloads.allowed)} workloads comply, {countText(summary.workloads.violated)} break a
              rule, {countText(summary.workloads.unknown)} cannot be told, {countText(summary.workloads.noSite)} are at
              no known site. Generation {summary.generation}, {timeText(summary.createdAt)}. Packs:{' '}
              {summary.packs
                .filter((pack) => pack.inForce && pack.applies > 0)
                .map((pack) => `${pack.name} ${pack.version}`)
                .join(', ') || 'none apply'}
              .
            </Content>
            <Flex>
              <FlexItem>
                <ToggleGroup aria-label="State">
                  {STATES.map(({ state, title }) => (
                    <ToggleGroupItem
                      key={title}
                      text={title}
                      isSelected={search.state === state}
                      onChange={() => void navigate({ search: { ...search, state } })}
                    />
                  ))}
                </ToggleGroup>
              </FlexItem>
              <FlexItem>
                {findings.data === undefined ? '' : `${countText(findings.data.pages[0]?.total)} findings`}
              </FlexItem>
            </Flex>
            <FindingTable findings={findings.data?.pages.flatMap((page) => page.items) ?? []} />
            {findings.hasNextPage && (
              <Button
                variant="link"
                isLoading={findings.isFetchingNextPage}
                onClick={() => void findings.fetchNextPage()}
              >
                Show more
              </Button>
            )}
          </>
        )}
      </Loading>
    </ConsolePage>
  );
}
