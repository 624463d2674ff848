/** How heavily a rule weighs: one label per severity, with the targets it is so for. */

import { Label } from '@patternfly/react-core';
import { shortTarget } from './titles.ts';

const ORDER = ['blocker', 'warning', 'advice', 'info'];

export function SeverityLabels({ severity }: { readonly severity: Readonly<Record<string, string>> }) {
  const bySeverity = new Map<string, string[]>();
  for (const [target, weight] of Object.entries(severity)) {
    bySeverity.set(weight, [...(bySeverity.get(weight) ?? []), shortTarget(target)]);
  }
  const weights = [...bySeverity].toSorted(([a], [b]) => ORDER.indexOf(a) - ORDER.indexOf(b));
  return (
    <div className="isthmus-labels">
      {weights.map(([weight, targets]) => (
        <span key={weight}>
          <Label
            isCompact
            variant="outline"
            status={weight === 'blocker' ? 'danger' : weight === 'warning' ? 'warning' : 'info'}
          >
            {weight}
          </Label>{' '}
          {targets.join(', ')}
        </span>
      ))}
    </div>
  );
}
