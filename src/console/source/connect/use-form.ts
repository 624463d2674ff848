/** State that connecting and changing a source share: what is filled in, what is wrong with it, and the way to the server. */

import { useRef, useState } from 'react';
import type { FormEvent } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ProblemError } from '../../shared/api.ts';
import { focusFirstFault } from './field.tsx';
import { faultsOfProblem } from './form-values.ts';
import type { Faults } from './form-values.ts';
import type { Insistence } from './refusal.tsx';

interface FormRequest<T> {
  /** Told before anything is sent. */
  readonly check: () => Faults;
  readonly send: (insistence: Insistence) => Promise<T>;
  readonly done: (result: T) => void;
  readonly fields: ReadonlySet<string>;
}

export function useSourceForm<T>({ check, send, done, fields }: FormRequest<T>) {
  const queries = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  const [faults, setFaults] = useState<Faults>({});
  const sending = useMutation({
    mutationFn: send,
    onSuccess: async (result) => {
      await queries.invalidateQueries();
      done(result);
    },
    onError: (error) => {
      if (!(error instanceof ProblemError)) return;
      setFaults(faultsOfProblem(error.problem, fields));
      focusFirstFault(form.current);
    },
  });
  const start = (insistence: Insistence = {}): void => {
    if (sending.isPending) return;
    const found = check();
    setFaults(found);
    if (Object.keys(found).length === 0) sending.mutate(insistence);
    else {
      sending.reset();
      focusFirstFault(form.current);
    }
  };
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    start();
  };
  /** What is being corrected is no longer called wrong. */
  const touched = (): void => setFaults({});
  return { form, faults, touched, start, onSubmit, sending };
}
