/** Three answers, and what rests on them. "Unknown" says which fact is missing. */

import type { FactKey } from '../model/workload.ts';

export type Outcome = 'pass' | 'fail' | 'unknown';

/** A fact path: a fact key, or one below it such as "disks[].shared" or "os.id". */
export type FactPath = FactKey | `${FactKey}.${string}` | `${FactKey}[].${string}`;

export type Verdict =
  | { readonly outcome: 'pass' }
  | { readonly outcome: 'fail'; readonly evidence: string }
  | { readonly outcome: 'unknown'; readonly missing: readonly FactPath[]; readonly why?: string };

export const pass: Verdict = Object.freeze({ outcome: 'pass' });
export const fail = (evidence: string): Verdict => ({ outcome: 'fail', evidence });
export const unknown = (missing: readonly FactPath[], why?: string): Verdict =>
  why === undefined ? { outcome: 'unknown', missing } : { outcome: 'unknown', missing, why };

/** How much a failed rule weighs for one target. */
export type Severity = 'blocker' | 'warning' | 'info';

export type TargetId =
  | 'stay'
  | 'openshift-virtualization'
  | 'azure-vm'
  | 'kvm'
  | 'hyperv'
  | 'azure-local'
  | 'openshift-container'
  | 'aks-container';

/** Readiness of one workload for one target, from its verdicts: see readiness.ts. */
export type Readiness = 'ready' | 'conditional' | 'not-ready' | 'unknown';
