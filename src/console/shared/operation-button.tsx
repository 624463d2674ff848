/** Starts background work, shows how far it is, and says what went wrong. */

import type { ReactNode } from 'react';
import { Button, Progress } from '@patternfly/react-core';
import type { Operation } from '../../api/common.ts';
import type { Action } from '../../core/access/actions.ts';
import { useOperation } from './operation.ts';
import type { FollowedOperation } from './operation.ts';
import { ProblemAlert } from './problem-alert.tsx';
import { useMay } from './rights.ts';

interface OperationButtonProps {
  readonly label: string;
  readonly start: () => Promise<Operation>;
  /** Whoever may not do this is not offered it. */
  readonly needs: Action;
  readonly variant?: 'primary' | 'secondary';
  readonly isDisabled?: boolean;
}

export function OperationButton({
  label,
  start,
  needs,
  variant = 'primary',
  isDisabled = false,
}: OperationButtonProps) {
  const followed = useOperation();
  const may = useMay(needs);
  if (!may) return null;
  return (
    <div className="isthmus-operation">
      <Button
        variant={variant}
        isLoading={followed.running}
        isDisabled={isDisabled || followed.running}
        onClick={() => void followed.run(start)}
      >
        {label}
      </Button>
      <OperationProgress followed={followed} />
    </div>
  );
}

/** Spoken by screen readers as the phases change; the bar itself is not, or it would never stop talking. */
export function OperationProgress({ followed, of }: { readonly followed: FollowedOperation; readonly of?: ReactNode }) {
  const { operation, error } = followed;
  return (
    <>
      <div aria-live="polite" className={operation === null ? 'isthmus-unseen' : 'isthmus-phase'}>
        {of}
        {operation?.phase}
      </div>
      {operation !== null && (
        <Progress
          aria-label="How far it is"
          value={Math.floor(operation.progress * 100)}
          size="sm"
          className="isthmus-progress"
        />
      )}
      {error !== null && <ProblemAlert error={error} />}
    </>
  );
}
