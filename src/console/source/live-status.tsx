/** How a connected source is doing, and what can be done about it. */

import { useState } from 'react';
import {
  ActionList,
  ActionListItem,
  Alert,
  AlertActionLink,
  Button,
  Content,
  Label,
  List,
  ListItem,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
} from '@patternfly/react-core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { SourceDocument } from '../../api/sources.ts';
import { ROUTES } from '../../api/routes.ts';
import { call } from '../shared/api.ts';
import { countOf, countText, timeText } from '../shared/format.ts';
import { useOperation } from '../shared/operation.ts';
import { OperationProgress } from '../shared/operation-button.tsx';
import { ProblemAlert } from '../shared/problem-alert.tsx';

type Live = NonNullable<SourceDocument['live']>;

const STATES: Readonly<
  Record<SourceDocument['state'], { text: string; status: 'success' | 'warning' | 'danger' | 'info' }>
> = {
  ok: { text: 'up to date', status: 'success' },
  stale: { text: 'old', status: 'warning' },
  failing: { text: 'failing', status: 'danger' },
  held: { text: 'held for confirmation', status: 'warning' },
  paused: { text: 'paused', status: 'info' },
  never: { text: 'not read yet', status: 'info' },
};

export function StateLabel({ state }: { readonly state: SourceDocument['state'] }) {
  const { text, status } = STATES[state];
  return (
    <Label isCompact variant="outline" status={status}>
      {text}
    </Label>
  );
}

/** "just now", "4 minutes ago". */
export function ageText(seconds: number | null): string {
  if (seconds === null) return 'never';
  const relative = new Intl.RelativeTimeFormat(navigator.language, { numeric: 'auto' });
  if (seconds < 5400) return relative.format(-Math.round(seconds / 60), 'minute');
  if (seconds < 172_800) return relative.format(-Math.round(seconds / 3600), 'hour');
  return relative.format(-Math.round(seconds / 86_400), 'day');
}

export function LiveStatus({ source, live }: { readonly source: SourceDocument; readonly live: Live }) {
  const { identity, lastError } = live;
  return (
    <>
      {live.held !== null && <Held source={source} held={live.held} />}
      {lastError !== null && (
        <Alert
          component="h3"
          isInline
          variant="danger"
          className="isthmus-below"
          title={`${lastError.title} (${lastError.code}), ${countOf(live.failures, 'time')} in a row`}
        >
          <p>{lastError.detail}</p>
          <p>{lastError.hint}</p>
          <p>What is shown is the last good state, of {timeText(source.observedAt)}.</p>
        </Alert>
      )}
      {identity !== null && (
        <Content component="small" className="isthmus-muted">
          {identity.product} at {identity.endpoint}
          {identity.account === undefined ? '' : `, signed in as ${identity.account}`}
          {identity.fingerprint === undefined ? '' : `, key or certificate ${identity.fingerprint}`}
        </Content>
      )}
      {(identity?.lacking ?? []).length > 0 && (
        <Alert component="h3" isInline isPlain variant="warning" title="The account may not see everything">
          <List>
            {identity?.lacking?.map(({ right, cost }) => (
              <ListItem key={right}>
                {right}: {cost}
              </ListItem>
            ))}
          </List>
        </Alert>
      )}
      <Actions source={source} live={live} />
    </>
  );
}

function Actions({ source, live }: { readonly source: SourceDocument; readonly live: Live }) {
  const followed = useOperation();
  const queries = useQueryClient();
  const [deleting, setDeleting] = useState(false);
  const pause = useMutation({
    mutationFn: () => call(ROUTES.updateSource, { params: { id: source.id }, body: { paused: !live.paused } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['sources'] }),
  });
  const test = useMutation({ mutationFn: () => call(ROUTES.testSource, { params: { id: source.id } }) });
  const params = { id: source.id };
  return (
    <>
      <ActionList className="isthmus-above">
        <ActionListItem>
          <Button
            variant="secondary"
            isLoading={followed.running}
            isDisabled={followed.running || live.syncing !== null}
            onClick={() => void followed.run(() => call(ROUTES.syncSource, { params, body: {} }))}
          >
            Read now
          </Button>
        </ActionListItem>
        <ActionListItem>
          <Button variant="link" isLoading={test.isPending} onClick={() => test.mutate()}>
            Test connection
          </Button>
        </ActionListItem>
        <ActionListItem>
          <Button variant="link" isLoading={pause.isPending} onClick={() => pause.mutate()}>
            {live.paused ? 'Resume' : 'Pause'}
          </Button>
        </ActionListItem>
        <ActionListItem>
          <Button variant="link" isDanger onClick={() => setDeleting(true)}>
            Delete
          </Button>
        </ActionListItem>
      </ActionList>
      <OperationProgress followed={followed} />
      {test.isSuccess && (
        <Alert component="h3" isInline isLiveRegion variant="success" title={`${test.data.identity.product} answers`}>
          {test.data.steps.map(({ name, milliseconds }) => `${name} ${countText(milliseconds)} ms`).join(', ')}
        </Alert>
      )}
      {test.error !== null && <ProblemAlert error={test.error} />}
      {pause.error !== null && <ProblemAlert error={pause.error} />}
      {deleting && <DeleteSource source={source} onClose={() => setDeleting(false)} />}
    </>
  );
}

function Held({ source, held }: { readonly source: SourceDocument; readonly held: NonNullable<Live['held']> }) {
  const followed = useOperation();
  const queries = useQueryClient();
  const params = { id: source.id };
  const reject = useMutation({
    mutationFn: () => call(ROUTES.rejectHeld, { params, body: {} }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['sources'] }),
  });
  const more = held.removed - held.names.length;
  return (
    <Alert
      component="h3"
      isInline
      variant="warning"
      className="isthmus-below"
      title={`Not believed: it lists ${countOf(held.after, 'machine')} where it listed ${countText(held.before)}`}
      actionLinks={
        <>
          <AlertActionLink
            isDisabled={followed.running}
            onClick={() => void followed.run(() => call(ROUTES.confirmHeld, { params }))}
          >
            It is true: remove {countOf(held.removed, 'machine')}
          </AlertActionLink>
          <AlertActionLink isDisabled={reject.isPending} onClick={() => reject.mutate()}>
            Keep the last good state
          </AlertActionLink>
        </>
      }
    >
      <p>
        Read {timeText(held.heldAt)}. Would go: {held.names.join(', ')}
        {more > 0 ? ` and ${countText(more)} more` : ''}.
      </p>
      <OperationProgress followed={followed} />
      {reject.error !== null && <ProblemAlert error={reject.error} />}
    </Alert>
  );
}

export function DeleteSource({ source, onClose }: { readonly source: SourceDocument; readonly onClose: () => void }) {
  const followed = useOperation();
  const remove = async (): Promise<void> => {
    const done = await followed.run(() => call(ROUTES.deleteSource, { params: { id: source.id } }));
    if (done?.state === 'succeeded') onClose();
  };
  return (
    <Modal isOpen variant="small" aria-labelledby="delete-source" onClose={onClose}>
      <ModalHeader title={`Delete ${source.name}?`} labelId="delete-source" titleIconVariant="warning" />
      <ModalBody>
        It lists {countOf(source.workloads, 'machine')}. Those that no other source lists leave the estate. Former
        generations keep them.
        <OperationProgress followed={followed} />
      </ModalBody>
      <ModalFooter>
        <Button
          variant="danger"
          isLoading={followed.running}
          isDisabled={followed.running}
          onClick={() => void remove()}
        >
          Delete
        </Button>
        <Button variant="link" onClick={onClose}>
          Keep it
        </Button>
      </ModalFooter>
    </Modal>
  );
}
