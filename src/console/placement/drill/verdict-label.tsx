/** "survives" or not, as a word with a colour. */

import { Label } from '@patternfly/react-core';
import { verdictText } from './verdict.ts';
import type { DrillFigures } from './verdict.ts';

export function VerdictLabel({ drill }: Pick<DrillFigures, 'drill'>) {
  return (
    <Label
      isCompact
      status={drill === null ? 'info' : drill.survives ? 'success' : drill.proved === true ? 'danger' : 'warning'}
    >
      {verdictText({ drill })}
    </Label>
  );
}
