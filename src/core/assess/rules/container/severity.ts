/** Rules on containers weigh the same on both targets, save for a few that name one of them. */

import type { Severity, TargetId } from '../../verdict.ts';

type Severities = Readonly<Partial<Record<TargetId, Severity>>>;

const both = (severity: Severity): Severities =>
  Object.freeze({ 'openshift-container': severity, 'aks-container': severity });

export const BLOCKER = both('blocker');
export const WARNING = both('warning');
