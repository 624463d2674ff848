/** Applications that traffic and names suggest: a person says which of them are some. */

import { useState } from 'react';
import {
  ActionList,
  ActionListItem,
  Button,
  Card,
  CardBody,
  CardTitle,
  Label,
  List,
  ListItem,
} from '@patternfly/react-core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ProposalDocument } from '../../api/applications.ts';
import { ROUTES } from '../../api/routes.ts';
import { call } from '../shared/api.ts';
import { countOf, countText } from '../shared/format.ts';
import { Loading } from '../shared/loading.tsx';
import { ProblemAlert } from '../shared/problem-alert.tsx';
import { ReasonDialog } from '../shared/reason-dialog.tsx';
import { WorkloadLink } from './edge-table.tsx';

const SHOWN = 20;
const MEMBERS_SHOWN = 12;

export function Proposals() {
  const query = useQuery({
    queryKey: ['application-proposals'],
    queryFn: () => call(ROUTES.listApplicationProposals),
  });
  const [all, setAll] = useState(false);
  return (
    <Loading query={query}>
      {({ items, shared }) => (
        <>
          {items.length === 0 && <p>Nothing to propose: no calls and no names suggest another application.</p>}
          {(all ? items : items.slice(0, SHOWN)).map((proposal) => (
            <ProposalCard key={proposal.id} proposal={proposal} />
          ))}
          {!all && items.length > SHOWN && (
            <Button variant="link" onClick={() => setAll(true)}>
              Show all {countText(items.length)}
            </Button>
          )}
          {shared.length > 0 && (
            <Card isCompact className="isthmus-above">
              <CardTitle component="h3">Shared by several, and so part of none</CardTitle>
              <CardBody>
                <List>
                  {shared.map((workload) => (
                    <ListItem key={workload.id}>
                      <WorkloadLink workload={workload} />: {countOf(workload.callers, 'caller')} in{' '}
                      {countOf(workload.groups, 'group')}
                    </ListItem>
                  ))}
                </List>
              </CardBody>
            </Card>
          )}
        </>
      )}
    </Loading>
  );
}

function ProposalCard({ proposal }: { readonly proposal: ProposalDocument }) {
  const queries = useQueryClient();
  const [rejecting, setRejecting] = useState(false);
  const params = { id: proposal.id };
  const accept = useMutation({
    mutationFn: () => call(ROUTES.acceptProposal, { params, body: {} }),
    onSuccess: () => queries.invalidateQueries(),
  });
  const { workloads, uses } = proposal;
  return (
    <Card isCompact className="isthmus-below">
      <CardTitle component="h3">
        {proposal.name}{' '}
        <Label isCompact variant="outline">
          score {Math.round(proposal.score)}
        </Label>
      </CardTitle>
      <CardBody>
        <p>
          {proposal.extends === undefined ? countOf(workloads.length, 'workload') : `Adds to ${proposal.extends.name}`}:{' '}
          {workloads.slice(0, MEMBERS_SHOWN).map((workload, index) => (
            <span key={workload.id}>
              {index > 0 && ', '}
              <WorkloadLink workload={workload} />
              {proposal.extends !== undefined && workload.added ? ' (new)' : ''}
            </span>
          ))}
          {workloads.length > MEMBERS_SHOWN && ` and ${countText(workloads.length - MEMBERS_SHOWN)} more`}
        </p>
        <List>
          {proposal.evidence.map((text) => (
            <ListItem key={text}>{text}</ListItem>
          ))}
          {uses.length > 0 && <ListItem>uses {uses.map(({ name }) => name).join(', ')}</ListItem>}
        </List>
        {accept.error !== null && <ProblemAlert error={accept.error} />}
        <ActionList className="isthmus-above">
          <ActionListItem>
            <Button
              variant="secondary"
              isLoading={accept.isPending}
              isDisabled={accept.isPending}
              onClick={() => accept.mutate()}
            >
              Accept
            </Button>
          </ActionListItem>
          <ActionListItem>
            <Button variant="link" onClick={() => setRejecting(true)}>
              Reject …
            </Button>
          </ActionListItem>
        </ActionList>
      </CardBody>
      {rejecting && (
        <ReasonDialog
          title={`Reject ${proposal.name}?`}
          meaning="It is not proposed again until its members change."
          action="Reject"
          decide={(reason) => call(ROUTES.rejectProposal, { params, body: { reason } })}
          onClose={() => setRejecting(false)}
        />
      )}
    </Card>
  );
}
