/** One proposed application: who would be in it and why; accepted under its name or another, or rejected with a reason. */

import { useState } from 'react';
import type { FormEvent } from 'react';
import {
  Button,
  Card,
  CardBody,
  CardHeader,
  CardTitle,
  Form,
  FormGroup,
  Label,
  List,
  ListItem,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
  TextInput,
} from '@patternfly/react-core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ProposalDocument } from '../../api/applications.ts';
import { ROUTES } from '../../api/routes.ts';
import { call } from '../shared/api.ts';
import { countOf, countText } from '../shared/format.ts';
import { useKeptFocus } from '../shared/keep-focus.ts';
import { ProblemAlert } from '../shared/problem-alert.tsx';
import { ReasonDialog } from '../shared/reason-dialog.tsx';
import { say } from '../shared/said.tsx';
import { WorkloadLink } from './edge-table.tsx';

const MEMBERS_SHOWN = 12;

export function ProposalCard({ proposal }: { readonly proposal: ProposalDocument }) {
  const [deciding, setDeciding] = useState<'accept' | 'reject' | null>(null);
  const close = (): void => setDeciding(null);
  const { name, workloads, uses, evidence, score } = proposal;
  return (
    <Card isCompact className="isthmus-below" component="section" aria-label={`Proposed: ${name}`}>
      <CardHeader
        actions={{
          actions: (
            <>
              <Button variant="secondary" size="sm" aria-label={`Accept ${name}`} onClick={() => setDeciding('accept')}>
                Accept …
              </Button>
              <Button variant="link" size="sm" aria-label={`Reject ${name}`} onClick={() => setDeciding('reject')}>
                Reject …
              </Button>
            </>
          ),
          hasNoOffset: true,
        }}
      >
        <CardTitle component="h2">
          {name}{' '}
          <Label isCompact variant="outline">
            score {Math.round(score)} of 100
          </Label>
        </CardTitle>
      </CardHeader>
      <CardBody>
        <Members proposal={proposal} />
        <List>
          {evidence.map((text) => (
            <ListItem key={text}>{text}</ListItem>
          ))}
          {uses.length > 0 && <ListItem>uses {uses.map((one) => one.name).join(', ')}</ListItem>}
        </List>
      </CardBody>
      {deciding === 'accept' && <Accept proposal={proposal} onClose={close} />}
      {deciding === 'reject' && (
        <ReasonDialog
          title={`Reject ${name}?`}
          meaning={`${countOf(workloads.length, 'workload')}. It is not proposed again until more than a fifth of them change.`}
          action="Reject"
          decide={(reason) => call(ROUTES.rejectProposal, { params: { id: proposal.id }, body: { reason } })}
          done={() => `${name} is rejected.`}
          onClose={close}
        />
      )}
    </Card>
  );
}

function Members({ proposal: { workloads, extends: known } }: { readonly proposal: ProposalDocument }) {
  const count = countOf(workloads.length, 'workload');
  return (
    <p>
      {known === undefined ? count : `Adds to ${known.name}, ${count} then`}:{' '}
      {workloads.slice(0, MEMBERS_SHOWN).map((workload, index) => (
        <span key={workload.id}>
          {index > 0 && ', '}
          <WorkloadLink workload={workload} />
          {known !== undefined && workload.added ? ' (new)' : ''}
        </span>
      ))}
      {workloads.length > MEMBERS_SHOWN && ` and ${countText(workloads.length - MEMBERS_SHOWN)} more`}
    </p>
  );
}

function Accept({ proposal, onClose }: { readonly proposal: ProposalDocument; readonly onClose: () => void }) {
  const queries = useQueryClient();
  const known = proposal.extends;
  const [name, setName] = useState(known?.name ?? proposal.name);
  useKeptFocus();
  const accept = useMutation({
    mutationFn: () =>
      call(ROUTES.acceptProposal, {
        params: { id: proposal.id },
        body: known === undefined ? { name: name.trim() } : {},
      }),
    onSuccess: async (made) => {
      await queries.invalidateQueries();
      say(`${made.name} is an application; generation ${made.generation}.`);
      onClose();
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (name.trim() !== '' && !accept.isPending) accept.mutate();
  };
  return (
    <Modal
      isOpen
      variant="small"
      aria-labelledby="accept-title"
      elementToFocus={known === undefined ? '#accept-name' : '#accept-button'}
      onClose={onClose}
    >
      <ModalHeader
        title={known === undefined ? 'Accept as an application' : `Add to ${known.name}?`}
        labelId="accept-title"
        description={`${countOf(proposal.workloads.length, 'workload')} that move together. It holds through later reads, and can be taken back.`}
      />
      <ModalBody>
        <Form id="accept-form" onSubmit={submit}>
          {known === undefined && (
            <FormGroup label="Name" isRequired fieldId="accept-name">
              <TextInput
                id="accept-name"
                isRequired
                maxLength={200}
                value={name}
                onChange={(_event, next) => setName(next)}
              />
            </FormGroup>
          )}
        </Form>
        {accept.error !== null && <ProblemAlert error={accept.error} />}
      </ModalBody>
      <ModalFooter>
        <Button
          id="accept-button"
          type="submit"
          form="accept-form"
          isLoading={accept.isPending}
          isDisabled={accept.isPending || name.trim() === ''}
        >
          Accept
        </Button>
        <Button variant="link" onClick={onClose}>
          Cancel
        </Button>
      </ModalFooter>
    </Modal>
  );
}
