/** Starts background work, shows how far it is, and says what went wrong. */

import { Button, Progress } from '@patternfly/react-core';
import type { Operation } from '../../api/common.ts';
import { useOperation } from './operation.ts';
import { ProblemAlert } from './problem-alert.tsx';

interface OperationButtonProps {
  readonly label: string;
  readonly start: () => Promise<Operation>;
  readonly variant?: 'primary' | 'secondary';
}

export function OperationButton({ label, start, variant = 'primary' }: OperationButtonProps) {
  const { operation, error, running, run } = useOperation();
  return (
    <>
      <Button variant={variant} isLoading={running} isDisabled={running} onClick={() => void run(start)}>
        {label}
      </Button>
      {operation !== null && (
        <Progress title={operation.phase} value={Math.floor(operation.progress * 100)} size="sm" aria-live="polite" />
      )}
      {error !== null && <ProblemAlert error={error} />}
    </>
  );
}
