/** Readiness as a word with a colour; the word alone is enough. */

import { Label } from '@patternfly/react-core';
import { READINESS_CLASSES } from './readiness.ts';
import type { ReadinessName } from './readiness.ts';

interface ReadinessLabelProps {
  readonly readiness: ReadinessName;
  /** Stands before the word, such as the target it is the readiness for. */
  readonly of?: string;
}

export function ReadinessLabel({ readiness, of }: ReadinessLabelProps) {
  const look = READINESS_CLASSES.find(({ id }) => id === readiness) ?? READINESS_CLASSES[3];
  return (
    <Label status={look.status} isCompact variant="outline">
      {of === undefined ? look.text : `${of}: ${look.text}`}
    </Label>
  );
}
