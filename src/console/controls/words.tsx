/** Words and labels for states of controls, feeds and what feeds say. */

import { Label } from '@patternfly/react-core';
import type { EvidenceLineDocument } from '../../api/controls.ts';
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

export function StateLabel({ state, text }: { readonly state: ControlState; readonly text?: string }) {
  const status = state === 'unknown' || state === 'not-applicable' ? undefined : STATUS[state];
  return (
    <Label isCompact variant="outline" {...(status !== undefined && { status })}>
      {text ?? STATE_TEXTS[state]}
    </Label>
  );
}

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
