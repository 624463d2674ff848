/** A read that is not believed: what would go, and the two ways out. */

import { useState } from 'react';
import { Alert, Button, List, ListItem, Modal, ModalBody, ModalFooter, ModalHeader } from '@patternfly/react-core';
import type { SourceDocument } from '../../api/sources.ts';
import { ROUTES } from '../../api/routes.ts';
import { holdText } from '../../core/model/hold-text.ts';
import { call } from '../shared/api.ts';
import { countOf, countText, timeText } from '../shared/format.ts';
import { useKeptFocus } from '../shared/keep-focus.ts';
import { OperationProgress } from '../shared/operation-button.tsx';
import { useOperation } from '../shared/operation.ts';
import { ReasonDialog } from '../shared/reason-dialog.tsx';
import { say } from '../shared/said.tsx';

type HeldRead = NonNullable<NonNullable<SourceDocument['live']>['held']>;

interface HeldProps {
  readonly source: SourceDocument;
  readonly held: HeldRead;
}

export function Held({ source, held }: HeldProps) {
  const [deciding, setDeciding] = useState<'confirm' | 'reject' | null>(null);
  const close = (): void => setDeciding(null);
  return (
    <Alert
      component="h3"
      isInline
      variant="warning"
      className="isthmus-below"
      title={`Held: ${holdText('it', { ...held, names: [] })}`}
      actionLinks={
        <>
          <Button variant="link" isInline onClick={() => setDeciding('reject')}>
            Keep what is known …
          </Button>
          <Button variant="link" isInline isDanger onClick={() => setDeciding('confirm')}>
            They are gone …
          </Button>
        </>
      }
    >
      <p>
        An account that lost its rights looks like a platform that lost its machines. So the estate stays as it was on{' '}
        {timeText(source.observedAt)} until somebody decides, or until a later read lists them again.
      </p>
      <p>
        Read on {timeText(held.heldAt)}. <Going held={held} />
        {held.added > 0 ? ` ${countText(held.added)} would be new.` : ''}
      </p>
      {deciding === 'confirm' && <Confirm source={source} held={held} onClose={close} />}
      {deciding === 'reject' && (
        <ReasonDialog
          title={`Keep what is known of ${source.name}?`}
          meaning={`The read is dropped, and ${countOf(held.before, 'machine')} stay. If the next read misses them too, it is held again.`}
          action="Keep what is known"
          isReasonOptional
          decide={(reason) =>
            call(ROUTES.rejectHeld, { params: { id: source.id }, body: reason === '' ? {} : { reason } })
          }
          done={() => `What is known of ${source.name} stays.`}
          onClose={close}
        />
      )}
    </Alert>
  );
}

function Going({ held }: { readonly held: HeldRead }) {
  const more = held.removed - held.names.length;
  return (
    <>
      Would go: {held.names.join(', ')}
      {more > 0 ? ` and ${countText(more)} more` : ''}.
    </>
  );
}

function Confirm({ source, held, onClose }: HeldProps & { readonly onClose: () => void }) {
  const followed = useOperation();
  useKeptFocus();
  const confirm = async (): Promise<void> => {
    const done = await followed.run(() => call(ROUTES.confirmHeld, { params: { id: source.id } }));
    if (done?.state !== 'succeeded') return;
    say(`${countOf(held.removed, 'machine')} left ${source.name}.`);
    onClose();
  };
  return (
    <Modal isOpen variant="small" aria-labelledby="confirm-held" onClose={onClose}>
      <ModalHeader
        title={`Are ${countOf(held.removed, 'machine')} of ${source.name} gone?`}
        labelId="confirm-held"
        titleIconVariant="warning"
      />
      <ModalBody>
        <List>
          <ListItem>Exactly what was read on {timeText(held.heldAt)} is applied.</ListItem>
          <ListItem>Machines that another source lists stay in the estate.</ListItem>
          <ListItem>Former generations keep them all.</ListItem>
        </List>
        <p className="isthmus-above">
          <Going held={held} />
        </p>
        <OperationProgress followed={followed} />
      </ModalBody>
      <ModalFooter>
        <Button
          variant="danger"
          isLoading={followed.running}
          isDisabled={followed.running}
          onClick={() => void confirm()}
        >
          They are gone
        </Button>
        <Button variant="link" onClick={onClose}>
          Cancel
        </Button>
      </ModalFooter>
    </Modal>
  );
}
