/** What became of a decision, said once: seen in a corner for a while, and spoken by screen readers. */

import { useSyncExternalStore } from 'react';
import { Alert, AlertActionCloseButton, AlertGroup } from '@patternfly/react-core';

interface Said {
  readonly number: number;
  readonly title: string;
  readonly body: string | undefined;
}

const SHOWN_MS = 10_000;

let said: readonly Said[] = [];
let last = 0;
const listeners = new Set<() => void>();

function change(next: readonly Said[]): void {
  said = next;
  for (const tell of listeners) tell();
}

export function say(title: string, body?: string): void {
  last += 1;
  change([...said.slice(-2), { number: last, title, body }]);
}

const drop = (number: number): void => change(said.filter((one) => one.number !== number));

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function SaidAlerts() {
  const shown = useSyncExternalStore(subscribe, () => said);
  return (
    <AlertGroup isToast isLiveRegion aria-label="What was done">
      {shown.map(({ number, title, body }) => (
        <Alert
          key={number}
          component="h2"
          variant="success"
          title={title}
          timeout={SHOWN_MS}
          onTimeout={() => drop(number)}
          actionClose={<AlertActionCloseButton title={title} variantLabel="success" onClose={() => drop(number)} />}
        >
          {body}
        </Alert>
      ))}
    </AlertGroup>
  );
}
