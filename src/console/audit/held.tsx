/** Whether a decision's record is the one that the audit log holds. */

import { Label } from '@patternfly/react-core';
import type { DecisionDocument } from '../../api/decisions.ts';

export function Held({ audit }: Pick<DecisionDocument, 'audit'>) {
  if (audit === null) return <>no record</>;
  return (
    <Label isCompact variant="outline" color={audit.fits ? 'green' : 'red'}>
      {audit.fits ? `✓ record ${audit.seq}` : `✗ not what record ${audit.seq} holds`}
    </Label>
  );
}
