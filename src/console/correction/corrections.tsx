/** What people have said against or beyond the sources, and the way to take it back. */

import { Button } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { UseQueryResult } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { z } from 'zod';
import { ROUTES } from '../../api/routes.ts';
import { call } from '../shared/api.ts';
import { timeText } from '../shared/format.ts';
import { keepFocus } from '../shared/keep-focus.ts';
import { Loading } from '../shared/loading.tsx';
import { ProblemAlert } from '../shared/problem-alert.tsx';
import { say } from '../shared/said.tsx';
import { fieldTitle } from '../shared/titles.ts';

type CorrectionList = z.output<(typeof ROUTES.listCorrections)['response']>;
type Correction = CorrectionList['items'][number];

export function Corrections({ query }: { readonly query: UseQueryResult<CorrectionList> }) {
  const queries = useQueryClient();
  const undo = useMutation({
    mutationFn: (id: string) => call(ROUTES.deleteCorrection, { params: { id } }),
    onSuccess: async ({ generation }) => {
      await queries.invalidateQueries();
      say(`Taken back; generation ${generation}.`);
      keepFocus();
    },
  });
  return (
    <Loading query={query}>
      {({ items }) =>
        items.length === 0 ? (
          <p>
            Nobody corrected anything. Where sources disagree on a workload, its facts show who says what, and let you
            believe another one.
          </p>
        ) : (
          <>
            {undo.error !== null && <ProblemAlert error={undo.error} />}
            <Table role="table" aria-label="Corrected by hand" variant="compact">
              <Thead>
                <Tr>
                  <Th width={35}>What holds</Th>
                  <Th>Why</Th>
                  <Th width={15}>Who</Th>
                  <Th width={15}>When</Th>
                  <Th width={10} screenReaderText="Take back" />
                </Tr>
              </Thead>
              <Tbody>
                {items.map((correction) => (
                  <Tr key={correction.id}>
                    <Td dataLabel="What holds">
                      <WhatHolds correction={correction} />
                    </Td>
                    <Td dataLabel="Why" className="isthmus-pre">
                      {correction.reason}
                    </Td>
                    <Td dataLabel="Who">{correction.actor}</Td>
                    <Td dataLabel="When">{timeText(correction.createdAt)}</Td>
                    <Td dataLabel="Take back">
                      <Button
                        variant="link"
                        isInline
                        isLoading={undo.isPending && undo.variables === correction.id}
                        isDisabled={undo.isPending}
                        onClick={() => undo.mutate(correction.id)}
                      >
                        Take back
                      </Button>
                    </Td>
                  </Tr>
                ))}
              </Tbody>
            </Table>
          </>
        )
      }
    </Loading>
  );
}

function WhatHolds({ correction }: { readonly correction: Correction }) {
  const { kind, fact, source, workloads } = correction;
  const [one, other] = workloads.map((workload) => <WorkloadName key={workload.id} workload={workload} />);
  if (kind === 'prefer')
    return (
      <>
        {fact === undefined ? 'A fact' : fieldTitle(fact)} of {one ?? 'all workloads'} is what{' '}
        {source?.name ?? 'a source that is gone'} says
      </>
    );
  return (
    <>
      {one} and {other} are {kind === 'join' ? 'one machine' : 'two machines'}
    </>
  );
}

function WorkloadName({ workload }: { readonly workload: Correction['workloads'][number] }) {
  const name = workload.name ?? workload.id;
  if (!workload.listed) return <>{name}</>;
  return (
    <Link to="/workloads/$id" params={{ id: workload.id }} search={{ tab: 'facts' }}>
      {name}
    </Link>
  );
}
