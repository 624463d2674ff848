/** Applications that traffic and names suggest: a person says which of them are some. */

import { useState } from 'react';
import { Button, Content, List, ListItem } from '@patternfly/react-core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { z } from 'zod';
import type { ROUTES } from '../../api/routes.ts';
import { Folded } from '../shared/folded.tsx';
import { countOf, countText } from '../shared/format.ts';
import { Loading } from '../shared/loading.tsx';
import { WorkloadLink } from './edge-table.tsx';
import { ProposalCard } from './proposal-card.tsx';

type ProposalList = z.output<(typeof ROUTES.listApplicationProposals)['response']>;

const SHOWN = 20;

export function Proposals({ query }: { readonly query: UseQueryResult<ProposalList> }) {
  const [shown, setShown] = useState(SHOWN);
  return (
    <Loading query={query}>
      {({ items, shared }) => (
        <>
          <Content component="p">
            {items.length === 0
              ? 'Nothing to propose: neither calls nor names suggest an application that is not known. Flow records add calls: import them under Sources.'
              : 'Groups of workloads that call each other and share a name, the surest first. Nothing is planned by them until somebody accepts them.'}
          </Content>
          {shared.length > 0 && (
            <Folded title={`${countOf(shared.length, 'workload')} that several groups call, and so part of none`}>
              <List>
                {shared.map((workload) => (
                  <ListItem key={workload.id}>
                    <WorkloadLink workload={workload} />: {countOf(workload.callers, 'caller')} in{' '}
                    {countOf(workload.groups, 'group')}
                  </ListItem>
                ))}
              </List>
            </Folded>
          )}
          {items.slice(0, shown).map((proposal) => (
            <ProposalCard key={proposal.id} proposal={proposal} />
          ))}
          {items.length > shown && (
            <Button variant="link" onClick={() => setShown(shown + SHOWN)}>
              Show {countText(Math.min(SHOWN, items.length - shown))} more of {countText(items.length)}
            </Button>
          )}
        </>
      )}
    </Loading>
  );
}
