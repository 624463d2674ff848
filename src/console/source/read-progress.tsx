/** How far the read of a source is. The phase is spoken as it changes; the bar is not, or it would never stop talking. */

import { Progress, ProgressMeasureLocation } from '@patternfly/react-core';

interface ReadProgressProps {
  readonly syncing: { readonly progress: number; readonly phase: string };
  readonly name: string;
}

export function ReadProgress({ syncing, name }: ReadProgressProps) {
  const percent = Math.floor(syncing.progress * 100);
  return (
    <>
      <div aria-live="polite" className="isthmus-phase">
        {syncing.phase === '' ? 'reading' : syncing.phase} …
      </div>
      <Progress
        aria-label={`How far the read of ${name} is`}
        value={percent}
        size="sm"
        measureLocation={ProgressMeasureLocation.outside}
        className="isthmus-progress"
      />
    </>
  );
}
