/** The limits of sites.yaml, held against an estate where it runs, or where it would. */

import type { Workload } from '../../model/workload.ts';
import type { PolicyEngine } from '../engine/engine.ts';
import type { Finding } from '../finding.ts';
import type { Declaration, SitesFile } from '../site.ts';
import { counter } from './counted.ts';
import { limitFindings } from './limits.ts';
import type { Counted } from './shares.ts';

export type LimitsFile = Pick<SitesFile, 'concentration' | 'organisation'> & {
  readonly declarations: readonly Declaration[];
};

/** Templates and placeholders do not run: nothing rests on them. */
const runs = ({ facts }: Workload): boolean => facts.template !== true && facts.placeholder !== true;

/** Each workload as it counts. `siteOf`: where it is taken to be; absent: where it runs now. */
export function countEstate(
  engine: Pick<PolicyEngine, 'sites' | 'siteOf'>,
  file: LimitsFile,
  workloads: readonly Workload[],
  siteOf: (workload: Workload) => string | null = (workload) => engine.siteOf(workload),
): readonly Counted[] {
  const { organisation, declarations } = file;
  const count = counter({ sites: engine.sites, organisation, declarations });
  return workloads.filter(runs).map((workload) => count(workload, siteOf(workload)));
}

/** Broken and open limits, with the waiver that covers them. Empty where the file has none: nothing is counted then. */
export function openLimits(
  engine: Pick<PolicyEngine, 'sites' | 'siteOf' | 'waivedAt'>,
  file: LimitsFile,
  workloads: readonly Workload[],
  siteOf?: (workload: Workload) => string | null,
): readonly Finding[] {
  const limits = file.concentration?.limits ?? [];
  if (limits.length === 0) return [];
  return limitFindings(countEstate(engine, file, workloads, siteOf), limits)
    .filter(({ state }) => state === 'violated' || state === 'unknown')
    .map((finding) => ({ ...finding, ...engine.waivedAt(finding) }));
}
