/** One application: its workloads, what calls what, what lies outside, and what people said of it. */

import { useState } from 'react';
import type { FormEvent } from 'react';
import {
  Alert,
  BreadcrumbItem,
  Button,
  Content,
  Form,
  InputGroup,
  InputGroupItem,
  LabelGroup,
  Label,
  TextInput,
} from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { ApplicationDocument } from '../../api/applications.ts';
import { ROUTES } from '../../api/routes.ts';
import { call, ProblemError } from '../shared/api.ts';
import { Classify } from '../shared/classify.tsx';
import { Folded } from '../shared/folded.tsx';
import { countOf, countText, timeText } from '../shared/format.ts';
import { Loading } from '../shared/loading.tsx';
import { keepFocus } from '../shared/keep-focus.ts';
import { ConsolePage } from '../shared/page.tsx';
import { ProblemAlert } from '../shared/problem-alert.tsx';
import { say } from '../shared/said.tsx';
import { EdgeTable, WorkloadLink } from './edge-table.tsx';

const route = getRouteApi('/shell/applications/$id');

export function ApplicationPage() {
  const { id } = route.useParams();
  const query = useQuery({
    queryKey: ['application', id],
    queryFn: () => call(ROUTES.getApplication, { params: { id } }),
  });
  const none = { title: 'No such application', body: `The newest generation holds no application "${id}".` };
  return (
    <Loading query={query} none={none}>
      {(application) => <Details application={application} />}
    </Loading>
  );
}

function Details({ application }: { readonly application: ApplicationDocument }) {
  const { name, evidence, inside, outgoing, incoming, noise, external, more } = application;
  return (
    <ConsolePage
      title={name}
      answers={evidence}
      actions={<Classify subject={{ application: application.id }} name={name} />}
      trail={
        <>
          <BreadcrumbItem
            render={({ className }) => (
              <Link to="/applications" className={className}>
                Applications
              </Link>
            )}
          />
          <BreadcrumbItem isActive>{name}</BreadcrumbItem>
        </>
      }
    >
      <Members application={application} />
      <Content component="h2">Among themselves</Content>
      <EdgeTable label="Calls inside" edges={inside} none="No call between its workloads is known." />
      <Content component="h2">What it calls</Content>
      <EdgeTable label="Calls to others" edges={outgoing} none="No call to other workloads is known." />
      <Content component="h2">What calls it</Content>
      <EdgeTable label="Calls from others" edges={incoming} none="No call from other workloads is known." />
      <External external={external} />
      {noise.length > 0 && (
        <Folded title={`${countOf(noise.length, 'edge')} of background traffic, which join nothing`}>
          <EdgeTable label="Background traffic" edges={noise} none="" />
        </Folded>
      )}
      {more > 0 && <p>{countOf(more, 'dependency', 'dependencies')} more: isthmus get dependencies</p>}
    </ConsolePage>
  );
}

function Members({ application }: { readonly application: ApplicationDocument }) {
  const queries = useQueryClient();
  const navigate = route.useNavigate();
  const [adding, setAdding] = useState('');
  const params = { id: application.id };
  const change = useMutation({
    mutationFn: (body: { add?: string[]; remove?: string[] }) => call(ROUTES.changeMembers, { params, body }),
    onSuccess: async ({ changed, generation }, { add = [] }) => {
      if (add.length > 0) setAdding('');
      await queries.invalidateQueries();
      const what = add.length > 0 ? `${add.join(', ')} is in ${application.name}` : `Taken out of ${application.name}`;
      say(changed ? `${what}; generation ${generation}.` : `${what} already.`);
      keepFocus();
    },
  });
  const undo = useMutation({
    mutationFn: () => call(ROUTES.deleteApplicationFixes, { params }),
    onSuccess: async ({ generation }) => {
      say(`What was said of ${application.name} by hand is taken back; generation ${generation}.`);
      // One that only a person knew of is gone with it.
      if (await isGone(application.id)) await navigate({ to: '/applications' });
      await queries.invalidateQueries();
      keepFocus();
    },
  });
  const add = (event: FormEvent): void => {
    event.preventDefault();
    change.mutate({ add: [adding.trim()] });
  };
  const { byHand, members } = application;
  return (
    <>
      {byHand !== undefined && (
        <Alert
          component="h2"
          isInline
          variant="info"
          className="isthmus-below"
          title={`By hand: ${byHand.actor}, ${timeText(byHand.at)}`}
          actionLinks={
            <Button variant="link" isInline isLoading={undo.isPending} onClick={() => undo.mutate()}>
              Take back
            </Button>
          }
        >
          {byHand.reason}
          {byHand.added.length > 0 ? ` Put in: ${byHand.added.join(', ')}.` : ''}
          {byHand.removed.length > 0 ? ` Taken out: ${byHand.removed.join(', ')}.` : ''}
        </Alert>
      )}
      <LabelGroup categoryName={countOf(members.length, 'workload')} numLabels={40} className="isthmus-members">
        {members.map((member) => (
          <Label
            key={member.id}
            variant="outline"
            onClose={() => change.mutate({ remove: [member.id] })}
            closeBtnAriaLabel={`Take ${member.name} out`}
          >
            <WorkloadLink workload={member} />
          </Label>
        ))}
      </LabelGroup>
      <Form onSubmit={add} isWidthLimited className="isthmus-above">
        <InputGroup>
          <InputGroupItem isFill>
            <TextInput
              aria-label="Workload to put in, by name or id"
              placeholder="Workload to put in, by name or id"
              value={adding}
              onChange={(_event, next) => setAdding(next)}
            />
          </InputGroupItem>
          <InputGroupItem>
            <Button
              type="submit"
              variant="control"
              isLoading={change.isPending}
              isDisabled={adding.trim() === '' || change.isPending}
            >
              Put in
            </Button>
          </InputGroupItem>
        </InputGroup>
      </Form>
      {change.error !== null && <ProblemAlert error={change.error} />}
      {undo.error !== null && <ProblemAlert error={undo.error} />}
    </>
  );
}

async function isGone(id: string): Promise<boolean> {
  try {
    await call(ROUTES.getApplication, { params: { id } });
    return false;
  } catch (error) {
    return error instanceof ProblemError && error.problem.status === 404;
  }
}

const WHY = { unlisted: 'no source lists it', ambiguous: 'several workloads have it' } as const;

function External({ external }: { readonly external: ApplicationDocument['external'] }) {
  const { outgoing, incoming, ends } = external;
  if (ends.length === 0) return null;
  return (
    <Folded
      title={`Outside the estate: it calls ${countOf(outgoing, 'address', 'addresses')}, ${countText(incoming)} call it`}
    >
      <Table role="table" aria-label="Outside the estate" variant="compact">
        <Thead>
          <Tr>
            <Th>Workload</Th>
            <Th>Direction</Th>
            <Th>Peer</Th>
            <Th>Service</Th>
            <Th>Why outside</Th>
          </Tr>
        </Thead>
        <Tbody>
          {ends.map((end) => (
            <Tr key={`${end.workload.id} ${end.direction} ${end.peer} ${end.port ?? ''}`}>
              <Td dataLabel="Workload">
                <WorkloadLink workload={end.workload} />
              </Td>
              <Td dataLabel="Direction">{end.direction === 'out' ? 'calls' : 'is called by'}</Td>
              <Td dataLabel="Peer">
                {end.peer} ({end.zone})
              </Td>
              <Td dataLabel="Service">
                {end.service ?? ''} {end.port ?? ''}
              </Td>
              <Td dataLabel="Why outside">{WHY[end.why]}</Td>
            </Tr>
          ))}
        </Tbody>
      </Table>
    </Folded>
  );
}
