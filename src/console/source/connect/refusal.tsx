/** Why a source was not connected or changed, and what a person may decide all the same. */

import { Button } from '@patternfly/react-core';
import { ProblemError } from '../../shared/api.ts';
import { ProblemAlert } from '../../shared/problem-alert.tsx';

/** Told to the API: not to connect first, or to go on with a platform that is known or another one. */
export interface Insistence {
  readonly test?: false;
  readonly force?: true;
}

const CONNECTING = /^IST-(220\d|2224)$/;
const ANOTHER_PLATFORM = 'IST-2233';

interface RefusalProps {
  readonly error: Error | null;
  readonly isPending: boolean;
  readonly onInsist: (insistence: Insistence) => void;
}

/** Always drawn, so that what appears in it is spoken. */
export function Refusal({ error, isPending, onInsist }: RefusalProps) {
  const code = error instanceof ProblemError ? error.problem.code : '';
  return (
    <div aria-live="polite">
      {error !== null && <ProblemAlert error={error} />}
      {CONNECTING.test(code) && (
        <Button variant="link" isDisabled={isPending} onClick={() => onInsist({ test: false })}>
          Save it all the same, without connecting first
        </Button>
      )}
      {code === ANOTHER_PLATFORM && (
        <Button variant="link" isDisabled={isPending} onClick={() => onInsist({ force: true })}>
          Save it all the same
        </Button>
      )}
    </div>
  );
}
