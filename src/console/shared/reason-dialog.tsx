/** Asks why before something is decided by hand: the reason is kept with the decision. */

import { useState } from 'react';
import type { FormEvent } from 'react';
import { Button, Form, FormGroup, Modal, ModalBody, ModalFooter, ModalHeader, TextInput } from '@patternfly/react-core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ProblemAlert } from './problem-alert.tsx';

interface ReasonDialogProps {
  readonly title: string;
  /** What it means, in a sentence. */
  readonly meaning: string;
  readonly action: string;
  readonly decide: (reason: string) => Promise<unknown>;
  readonly onClose: () => void;
}

export function ReasonDialog({ title, meaning, action, decide, onClose }: ReasonDialogProps) {
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const deciding = useMutation({
    mutationFn: () => decide(reason.trim()),
    onSuccess: async () => {
      await queries.invalidateQueries();
      onClose();
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    deciding.mutate();
  };
  return (
    <Modal isOpen variant="small" aria-labelledby="reason-title" onClose={onClose}>
      <ModalHeader title={title} labelId="reason-title" description={meaning} />
      <ModalBody>
        <Form id="reason-form" onSubmit={submit}>
          <FormGroup label="Why? It is kept with the decision." isRequired fieldId="reason">
            <TextInput id="reason" isRequired value={reason} onChange={(_event, next) => setReason(next)} />
          </FormGroup>
        </Form>
        {deciding.error !== null && <ProblemAlert error={deciding.error} />}
      </ModalBody>
      <ModalFooter>
        <Button
          type="submit"
          form="reason-form"
          isLoading={deciding.isPending}
          isDisabled={deciding.isPending || reason.trim() === ''}
        >
          {action}
        </Button>
        <Button variant="link" onClick={onClose}>
          Cancel
        </Button>
      </ModalFooter>
    </Modal>
  );
}
