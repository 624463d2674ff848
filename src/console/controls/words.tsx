/** Words and labels for states of controls, feeds and what feeds say. */

import { Label } from '@patternfly/react-core';
import type { EvidenceLineDocument } from '../../api/controls.ts';
import type { EvidenceBasis, SatisfiedBasis } from '../../core/policy/controls/basis.ts';
import type { ControlState } from '../../core/policy/controls/states.ts';

export const STATE_TEXTS: Readonly<Record<ControlState, string>> = {
  violated: 'violated',
  unknown: 'unknown',
  waived: 'waived',
  satisfied: 'satisfied',
  'not-applicable': 'not applicable',
};

const STATUS = { violated: 'danger', waived: 'warning', satisfied: 'success' } as const;

export const isControlState = (value: unknown): value is ControlState =>
  typeof value === 'string' && Object.keys(STATE_TEXTS).includes(value);

interface StateLabelProps {
  readonly state: ControlState;
  readonly basis?: SatisfiedBasis | null;
  readonly text?: string;
}

export function StateLabel({ state, basis = null, text }: StateLabelProps) {
  // What nobody looked at is not shown as green.
  const known = state !== 'unknown' && state !== 'not-applicable' && basis !== 'stated' && basis !== 'partly';
  const status = known ? STATUS[state] : undefined;
  return (
    <Label isCompact variant="outline" {...(status !== undefined && { status })}>
      {text ?? stateText(state, basis)}
    </Label>
  );
}

/** After "satisfied": nothing looked, or not everywhere. */
export const BASIS_TEXTS: Readonly<Record<SatisfiedBasis, string>> = {
  observed: 'looked at',
  partly: 'partly only stated',
  stated: 'stated only',
};

export const EVIDENCE_BASIS_TEXTS: Readonly<Record<EvidenceBasis, string>> = {
  observed: 'looked at',
  stated: 'only stated',
};

/** "satisfied, stated only" */
export const stateText = (state: ControlState, basis: SatisfiedBasis | null): string =>
  basis === null || basis === 'observed' ? STATE_TEXTS[state] : `${STATE_TEXTS[state]}, ${BASIS_TEXTS[basis]}`;

export function ConflictLabel({ children }: { readonly children: string }) {
  return (
    <Label isCompact status="danger">
      {children}
    </Label>
  );
}

export const FEED_TEXTS: Readonly<Record<EvidenceLineDocument['feed'], string>> = {
  policy: 'Our rules',
  readiness: 'Inventory facts',
  openscap: 'OpenSCAP',
  'compliance-operator': 'Compliance operator',
  'azure-policy': 'Azure Policy',
  'policy-report': 'Policy reports',
};

/** Sites and applications by name; the last column is of workloads that have none. */
export const columnTitle = (id: string, by: string): string => (id === '' ? `no ${by}` : id);

interface Check {
  readonly title: string;
  readonly answered: boolean;
}

/** "1 of 2 answered: stored data encrypted; data protected in use": a state rests on the answered ones alone. */
export function checksText(checks: readonly Check[]): string {
  if (checks.length === 0) return 'named by a feed';
  const titles = checks.toSorted((a, b) => Number(b.answered) - Number(a.answered)).map(({ title }) => title);
  return `${checks.filter(({ answered }) => answered).length} of ${checks.length} answered: ${titles.join('; ')}`;
}
