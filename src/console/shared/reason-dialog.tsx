/** Asks why before something is decided by hand: the reason is kept with the decision. */

import { useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import { Button, Form, FormGroup, Modal, ModalBody, ModalFooter, ModalHeader, TextInput } from '@patternfly/react-core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useKeptFocus } from './keep-focus.ts';
import { ProblemAlert } from './problem-alert.tsx';
import { say } from './said.tsx';

interface ReasonDialogProps<T> {
  readonly title: string;
  /** What it means, in a sentence. */
  readonly meaning: string;
  readonly action: string;
  readonly decide: (reason: string) => Promise<T>;
  /** What is said when it is done. */
  readonly done: (result: T) => string;
  readonly onClose: () => void;
  readonly isReasonOptional?: boolean;
  readonly isDanger?: boolean;
  /** Further fields, above the reason. */
  readonly children?: ReactNode;
  /** False: the further fields are not filled in yet. */
  readonly isReady?: boolean;
}

export function ReasonDialog<T>(props: ReasonDialogProps<T>) {
  const { title, meaning, action, decide, done, onClose, isReasonOptional = false, isDanger = false } = props;
  const { children, isReady = true } = props;
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  useKeptFocus();
  const deciding = useMutation({
    mutationFn: () => decide(reason.trim()),
    onSuccess: async (result) => {
      await queries.invalidateQueries();
      say(done(result));
      onClose();
    },
  });
  const isFilledIn = isReady && (isReasonOptional || reason.trim() !== '');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (isFilledIn && !deciding.isPending) deciding.mutate();
  };
  return (
    <Modal isOpen variant="small" aria-labelledby="reason-title" elementToFocus="#reason-form input" onClose={onClose}>
      <ModalHeader title={title} labelId="reason-title" description={meaning} />
      <ModalBody>
        <Form id="reason-form" onSubmit={submit}>
          {children}
          <FormGroup label="Why? It is kept with the decision." isRequired={!isReasonOptional} fieldId="reason">
            <TextInput
              id="reason"
              isRequired={!isReasonOptional}
              maxLength={1000}
              value={reason}
              onChange={(_event, next) => setReason(next)}
            />
          </FormGroup>
        </Form>
        {deciding.error !== null && <ProblemAlert error={deciding.error} />}
      </ModalBody>
      <ModalFooter>
        <Button
          type="submit"
          form="reason-form"
          variant={isDanger ? 'danger' : 'primary'}
          isLoading={deciding.isPending}
          isDisabled={deciding.isPending || !isFilledIn}
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
