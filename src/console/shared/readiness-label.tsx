/** Readiness as a word with a colour; the word alone is enough. */

import { Label } from '@patternfly/react-core';

const LOOK = {
  ready: { status: 'success', text: 'ready' },
  conditional: { status: 'warning', text: 'with conditions' },
  'not-ready': { status: 'danger', text: 'not ready' },
  unknown: { status: 'info', text: 'unknown' },
} as const;

export type ReadinessName = keyof typeof LOOK;

export function ReadinessLabel({ readiness }: { readonly readiness: ReadinessName }) {
  const { status, text } = LOOK[readiness];
  return (
    <Label status={status} isCompact variant="outline">
      {text}
    </Label>
  );
}
