/** Starts a search; not offered to whom the server would refuse it, nor while one is running. */

import { Button } from '@patternfly/react-core';
import type { Operation } from '../../api/common.ts';
import { useMay } from '../shared/rights.ts';
import type { Searching } from './running.ts';

interface PlaceButtonProps {
  readonly label: string;
  /** What is said of it where several buttons have one label. */
  readonly of?: string;
  readonly searching: Searching;
  readonly begin: () => Promise<Operation>;
  readonly variant?: 'primary' | 'secondary' | 'link';
  readonly isDisabled?: boolean;
}

export function PlaceButton(props: PlaceButtonProps) {
  const { label, of, searching, begin, variant = 'primary', isDisabled = false } = props;
  const may = useMay('placement:run');
  if (!may) return null;
  const isBusy = searching.isStarting || searching.running !== undefined;
  return (
    <Button
      variant={variant}
      {...(variant === 'secondary' && { size: 'sm' as const })}
      isInline={variant === 'link'}
      isDisabled={isDisabled || isBusy}
      {...(of !== undefined && { 'aria-label': `${label}: ${of}` })}
      onClick={() => searching.start(begin)}
    >
      {label}
    </Button>
  );
}
