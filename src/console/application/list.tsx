/** Which workloads serve one purpose and move together, and how is that known? */

import { Content, SearchInput } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ROUTES } from '../../api/routes.ts';
import { call } from '../shared/api.ts';
import { countOf, countText } from '../shared/format.ts';
import { Loading } from '../shared/loading.tsx';
import { NothingImported } from '../shared/nothing-imported.tsx';
import { ConsolePage } from '../shared/page.tsx';
import { Proposals } from './proposals.tsx';

const ORIGINS = { tag: 'stated by a source', hand: 'by hand', flow: 'from calls', name: 'from names' } as const;
const SHOWN = 200;

export function ApplicationListPage() {
  const [filter, setFilter] = useState('');
  const sources = useQuery({ queryKey: ['sources'], queryFn: () => call(ROUTES.listSources) });
  const query = useQuery({
    queryKey: ['applications', filter],
    queryFn: () => call(ROUTES.listApplications, { query: { limit: SHOWN, filter } }),
    enabled: (sources.data?.items.length ?? 0) > 0,
    placeholderData: (before) => before,
  });
  if (sources.data?.items.length === 0) return <NothingImported title="Applications" />;
  return (
    <ConsolePage
      title="Applications"
      answers="Which workloads serve one purpose and move together, and how is that known?"
    >
      <SearchInput
        aria-label="A part of the name"
        placeholder="A part of the name"
        value={filter}
        onChange={(_event, next) => setFilter(next)}
        onClear={() => setFilter('')}
        className="isthmus-below"
      />
      <Loading query={query}>
        {({ items, total }) => (
          <>
            <p aria-live="polite">
              {countOf(total, 'application')}
              {total > items.length ? `, the first ${countText(items.length)} of them` : ''}
            </p>
            <Table role="table" aria-label="Applications" variant="compact">
              <Thead>
                <Tr>
                  <Th width={25}>Name</Th>
                  <Th className="isthmus-number" width={10}>
                    Workloads
                  </Th>
                  <Th width={15}>Known</Th>
                  <Th>Evidence</Th>
                </Tr>
              </Thead>
              <Tbody>
                {items.map((application) => (
                  <Tr key={application.id}>
                    <Td dataLabel="Name">
                      <Link to="/applications/$id" params={{ id: application.id }}>
                        {application.name}
                      </Link>
                    </Td>
                    <Td dataLabel="Workloads" className="isthmus-number">
                      {countText(application.workloads)}
                    </Td>
                    <Td dataLabel="Known">
                      {ORIGINS[application.origin]}
                      {application.fixed && application.origin !== 'hand' ? ', changed by hand' : ''}
                    </Td>
                    <Td dataLabel="Evidence">{application.evidence}</Td>
                  </Tr>
                ))}
              </Tbody>
            </Table>
          </>
        )}
      </Loading>
      <Content component="h2">Proposed</Content>
      <Proposals />
    </ConsolePage>
  );
}
