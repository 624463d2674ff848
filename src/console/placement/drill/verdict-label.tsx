/** "survives" or not, as a word with a colour. */

import { Label } from '@patternfly/react-core';
import type { Verdict } from './verdict.ts';

export function VerdictLabel({ verdict: { survives } }: { readonly verdict: Verdict }) {
  const status = survives === null ? 'info' : survives ? 'success' : 'danger';
  return (
    <Label isCompact status={status}>
      {survives === null ? 'cannot be told' : survives ? 'survives' : 'does not survive'}
    </Label>
  );
}
