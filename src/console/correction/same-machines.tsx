/** Pairs of workloads that may be one machine, and what people have said so far. */

import { useState } from 'react';
import { ActionList, ActionListItem, Button, Card, CardBody, CardTitle, List, ListItem } from '@patternfly/react-core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { z } from 'zod';
import type { correctionSchema, sameMachineSchema } from '../../api/corrections.ts';
import { ROUTES } from '../../api/routes.ts';
import { call } from '../shared/api.ts';
import { timeText } from '../shared/format.ts';
import { Loading } from '../shared/loading.tsx';
import { ProblemAlert } from '../shared/problem-alert.tsx';
import { ReasonDialog } from '../shared/reason-dialog.tsx';

type Proposal = z.infer<typeof sameMachineSchema>;
type Suspect = Proposal['workloads'][number];
type Correction = z.infer<typeof correctionSchema>;

/** Shown only when there is something to decide or to take back. */
export function SameMachines() {
  const proposals = useQuery({
    queryKey: ['same-machine-proposals'],
    queryFn: () => call(ROUTES.listSameMachineProposals),
  });
  const corrections = useQuery({ queryKey: ['corrections'], queryFn: () => call(ROUTES.listCorrections) });
  return (
    <>
      <Loading query={proposals}>
        {({ items }) =>
          items.length > 0 && (
            <Card isCompact className="isthmus-below">
              <CardTitle component="h2">May be one machine</CardTitle>
              <CardBody>
                {items.map((proposal) => (
                  <Pair key={proposal.workloads.map(({ id }) => id).join(' ')} proposal={proposal} />
                ))}
              </CardBody>
            </Card>
          )
        }
      </Loading>
      <Loading query={corrections}>
        {({ items }) =>
          items.length > 0 && (
            <Card isCompact className="isthmus-below">
              <CardTitle component="h2">Corrected by hand</CardTitle>
              <CardBody>
                <List>
                  {items.map((correction) => (
                    <ListItem key={correction.id}>
                      <CorrectionText correction={correction} />
                    </ListItem>
                  ))}
                </List>
              </CardBody>
            </Card>
          )
        }
      </Loading>
    </>
  );
}

const nameOf = ({ id, name }: Pick<Suspect, 'id' | 'name'>): string => name ?? id;

function SuspectText({ suspect }: { readonly suspect: Suspect }) {
  const about = `${suspect.platform ?? 'unknown platform'}, seen by ${suspect.sources.join(', ')}`;
  if (!suspect.listed) return `${nameOf(suspect)} (${about}; no source lists it any more)`;
  return (
    <>
      <Link to="/workloads/$id" params={{ id: suspect.id }} search={{ tab: 'facts' }}>
        {nameOf(suspect)}
      </Link>{' '}
      ({about})
    </>
  );
}

function Pair({ proposal }: { readonly proposal: Proposal }) {
  const [deciding, setDeciding] = useState<'join' | 'apart' | null>(null);
  const [one, other] = proposal.workloads;
  const workloads = [one.id, other.id];
  return (
    <div className="isthmus-below">
      <p>
        <SuspectText suspect={one} /> and <SuspectText suspect={other} />
      </p>
      <List>
        {proposal.for.map((sign) => (
          <ListItem key={sign}>for: {sign}</ListItem>
        ))}
        {proposal.against.map((sign) => (
          <ListItem key={sign}>against: {sign}</ListItem>
        ))}
      </List>
      <ActionList>
        <ActionListItem>
          <Button variant="secondary" onClick={() => setDeciding('join')}>
            One machine …
          </Button>
        </ActionListItem>
        <ActionListItem>
          <Button variant="link" onClick={() => setDeciding('apart')}>
            Two machines …
          </Button>
        </ActionListItem>
      </ActionList>
      {deciding !== null && (
        <ReasonDialog
          title={deciding === 'join' ? 'One machine?' : 'Two machines?'}
          meaning={`${nameOf(one)} and ${nameOf(other)}. It holds for every later import and can be taken back.`}
          action={deciding === 'join' ? 'They are one' : 'They are two'}
          decide={(reason) =>
            call(deciding === 'join' ? ROUTES.joinWorkloads : ROUTES.keepApart, { body: { workloads, reason } })
          }
          onClose={() => setDeciding(null)}
        />
      )}
    </div>
  );
}

function CorrectionText({ correction }: { readonly correction: Correction }) {
  const queries = useQueryClient();
  const undo = useMutation({
    mutationFn: () => call(ROUTES.deleteCorrection, { params: { id: correction.id } }),
    onSuccess: () => queries.invalidateQueries(),
  });
  return (
    <>
      {whatOf(correction)}: {correction.reason} ({correction.actor}, {timeText(correction.createdAt)}){' '}
      <Button variant="link" isInline isLoading={undo.isPending} onClick={() => undo.mutate()}>
        Take back
      </Button>
      {undo.error !== null && <ProblemAlert error={undo.error} />}
    </>
  );
}

function whatOf({ kind, fact, source, workloads }: Correction): string {
  const names = workloads.map(nameOf);
  if (kind !== 'prefer') return `${names.join(' and ')} are ${kind === 'join' ? 'one machine' : 'two machines'}`;
  return `${fact ?? 'a fact'} of ${names[0] ?? 'all workloads'} is what ${source?.name ?? 'a source'} says`;
}
