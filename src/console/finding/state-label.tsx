/** What a finding counts as: a waived one is still broken or undecided, and says so. */

import { Label } from '@patternfly/react-core';
import type { Finding } from './evidence-text.ts';

type StateLabelProps = Pick<Finding, 'state'> & Partial<Pick<Finding, 'waiver' | 'lapsed'>>;

export function StateLabel({ state, waiver, lapsed }: StateLabelProps) {
  const isWaived = waiver !== undefined && waiver !== null;
  const isBack = lapsed !== undefined && lapsed !== null;
  return (
    <Label
      isCompact
      variant="outline"
      status={isWaived ? 'warning' : state === 'violated' ? 'danger' : 'info'}
      title={isWaived ? `Accepted until ${waiver.expiresOn}` : (lapsed?.reason ?? '')}
    >
      {isWaived ? `waived, ${state}` : `${state}${isBack ? ', re-opened' : ''}`}
    </Label>
  );
}
