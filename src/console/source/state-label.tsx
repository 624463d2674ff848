/** How a source is doing, in a word. */

import { Label } from '@patternfly/react-core';
import type { SourceDocument } from '../../api/sources.ts';

export type SourceState = SourceDocument['state'];

/** The worst first: what needs somebody stands above what does not. */
export const STATES: Readonly<
  Record<
    SourceState,
    {
      readonly text: string;
      readonly status: 'success' | 'warning' | 'danger' | 'info';
      readonly needsAttention: boolean;
    }
  >
> = {
  held: { text: 'held', status: 'warning', needsAttention: true },
  failing: { text: 'failing', status: 'danger', needsAttention: true },
  stale: { text: 'stale', status: 'warning', needsAttention: true },
  never: { text: 'not read yet', status: 'info', needsAttention: false },
  paused: { text: 'paused', status: 'info', needsAttention: false },
  ok: { text: 'up to date', status: 'success', needsAttention: false },
};

const ORDER = Object.keys(STATES);

export function inOrderOfNeed(sources: readonly SourceDocument[]): readonly SourceDocument[] {
  return [...sources].sort(
    (a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state) || a.name.localeCompare(b.name, 'en'),
  );
}

export function StateLabel({ state }: { readonly state: SourceState }) {
  const { text, status } = STATES[state];
  return (
    <Label isCompact variant="outline" status={status}>
      {text}
    </Label>
  );
}

/** "6 up to date, 1 held", the worst first. */
export function statesText(sources: readonly SourceDocument[]): string {
  return ORDER.map((state) => ({ state, count: sources.filter((source) => source.state === state).length }))
    .filter(({ count }) => count > 0)
    .map(({ state, count }) => `${count} ${STATES[state as SourceState].text}`)
    .join(', ');
}
