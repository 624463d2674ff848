/** Looks at everything this installation needs to see the estate as it is, and says what to do (O1, U7). */

import type { ServiceContext } from './context.ts';
import { checkInstallation } from './doctor-installation.ts';
import { checkSources } from './doctor-sources.ts';

export interface DoctorCheck {
  /** Stable: "database", "source/<id>/reachable". */
  readonly id: string;
  readonly title: string;
  readonly state: 'ok' | 'warn' | 'fail';
  readonly detail: string;
  /** What to do; empty when there is nothing to do. */
  readonly fix: string;
}

export interface DoctorReport {
  /** The worst of the checks. */
  readonly state: DoctorCheck['state'];
  readonly checks: readonly DoctorCheck[];
}

const ORDER = { ok: 0, warn: 1, fail: 2 } as const;

/** Connects to every live source once. Never throws for what it finds. */
export async function runDoctor(context: ServiceContext): Promise<DoctorReport> {
  context.progress(0, 'looking at this installation');
  const here = await checkInstallation(context);
  context.progress(0.3, 'connecting to the sources');
  const sources = await checkSources(context);
  const checks = [...here, ...sources];
  const state = checks.reduce<DoctorCheck['state']>(
    (worst, check) => (ORDER[check.state] > ORDER[worst] ? check.state : worst),
    'ok',
  );
  context.progress(1, 'done');
  return { state, checks };
}
