/** Decisions with what each was made from, and the button that makes one again. */

import { Content, EmptyState, EmptyStateBody } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { DecisionDocument } from '../../api/decisions.ts';
import { ROUTES } from '../../api/routes.ts';
import { call } from '../shared/api.ts';
import { countOf, timeText } from '../shared/format.ts';
import { Loading } from '../shared/loading.tsx';
import { DecisionCard } from './decision-card.tsx';
import { Held } from './held.tsx';

const route = getRouteApi('/shell/audit');
const SHOWN = 100;

export function Decisions() {
  const { decision } = route.useSearch();
  const query = useQuery({
    queryKey: ['decisions'],
    queryFn: () => call(ROUTES.listDecisions, { query: { limit: SHOWN } }),
  });
  return (
    <>
      {decision !== undefined && <DecisionCard key={decision} id={decision} />}
      <Loading query={query}>
        {({ items, total }) =>
          total === 0 ? (
            <EmptyState titleText="Nothing was decided yet" headingLevel="h2">
              <EmptyStateBody>Assess, check, place or plan first: each keeps what it was made from.</EmptyStateBody>
            </EmptyState>
          ) : (
            <>
              <Content component="p">
                {total > items.length ? `The newest ${items.length} of ${total}` : countOf(total, 'decision')}
              </Content>
              <DecisionTable items={items} chosen={decision} />
            </>
          )
        }
      </Loading>
    </>
  );
}

interface TableProps {
  readonly items: readonly DecisionDocument[];
  readonly chosen: string | undefined;
}

function DecisionTable({ items, chosen }: TableProps) {
  return (
    <Table role="table" aria-label="Decisions" variant="compact">
      <Thead>
        <Tr>
          <Th width={20}>Decision</Th>
          <Th width={10}>Kind</Th>
          <Th width={15}>Made</Th>
          <Th width={15}>Actor</Th>
          <Th className="isthmus-number" width={10}>
            Generation
          </Th>
          <Th width={15}>Audit log</Th>
          <Th>Result digest</Th>
        </Tr>
      </Thead>
      <Tbody>
        {items.map((item) => (
          <Tr key={item.id} {...(item.id === chosen && { isRowSelected: true })}>
            <Td dataLabel="Decision">
              <Link
                to="/audit"
                search={{ tab: 'decisions', decision: item.id }}
                {...(item.id === chosen && { 'aria-current': 'true' as const })}
              >
                {item.id}
              </Link>
            </Td>
            <Td dataLabel="Kind">{item.decision}</Td>
            <Td dataLabel="Made">{timeText(item.createdAt)}</Td>
            <Td dataLabel="Actor">{item.actor}</Td>
            <Td dataLabel="Generation" className="isthmus-number">
              {item.generation}
            </Td>
            <Td dataLabel="Audit log">
              <Held audit={item.audit} />
            </Td>
            <Td dataLabel="Result digest" modifier="truncate" title={item.resultDigest}>
              {item.resultDigest}
            </Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}
