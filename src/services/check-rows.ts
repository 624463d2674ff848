/** Findings of a check as rows: what lists filter by, and the finding itself with where it stands since the last check. */

import { findingKey } from '../core/policy/finding.ts';
import type { Finding } from '../core/policy/finding.ts';
import { changeOf } from '../core/policy/trends/change.ts';
import type { FindingChange, OpenFinding } from '../core/policy/trends/change.ts';
import type { ServiceContext } from './context.ts';
import type { ResultRow } from './results.ts';

/** A finding as it is kept, with the name people know the workload by. */
export interface StoredFinding extends Finding {
  readonly workloadName: string | null;
  /** Since the check before. Absent: kept by a release that did not compare. */
  readonly change?: FindingChange;
  /** The check that saw it first, without a gap since. */
  readonly since?: { readonly generation: number; readonly at: string };
}

export interface RowsInput {
  readonly findings: readonly Finding[];
  /** By id of the workload. */
  readonly names: ReadonlyMap<string, string>;
  /** What was open before this check, by finding key. */
  readonly before: ReadonlyMap<string, OpenFinding>;
  readonly now: { readonly generation: number; readonly at: string };
}

export function* checkRows(
  { findings, names, before, now }: RowsInput,
  progress: ServiceContext['progress'],
): Generator<ResultRow> {
  const perWorkload = countByWorkload(findings);
  for (const [index, finding] of findings.entries()) {
    if (index % 5000 === 0) progress(0.7 + (0.3 * index) / findings.length, 'storing findings');
    const { workloadId } = finding;
    const counts = workloadId === undefined ? undefined : perWorkload.get(workloadId);
    const workloadName = workloadId === undefined ? null : (names.get(workloadId) ?? null);
    const known = before.get(findingKey(finding));
    const change = changeOf(known?.state, stateNow(finding));
    yield {
      ...(workloadId === undefined ? {} : { workloadId }),
      columns: {
        state: stateNow(finding),
        level: finding.level,
        pack: finding.packId,
        rule: finding.ruleId,
        findingSite: finding.siteId,
        change,
        waiver: finding.waiver?.id,
        lapsed: finding.lapsed !== undefined,
        ...(counts === undefined
          ? {}
          : {
              'findings.violated': counts.violated,
              'findings.unknown': counts.unknown,
              'findings.waived': counts.waived,
              'findings.rules': [...counts.rules].sort(),
            }),
      },
      doc: { ...finding, workloadName, change, since: known?.since ?? now } satisfies StoredFinding,
    };
  }
}

/** What it counts as: waived is a count of its own, whatever was waived. */
export const stateNow = ({ state, waiver }: Pick<Finding, 'state' | 'waiver'>): 'violated' | 'unknown' | 'waived' =>
  waiver !== undefined ? 'waived' : state === 'violated' ? 'violated' : 'unknown';

interface WorkloadFindings {
  violated: number;
  unknown: number;
  waived: number;
  readonly rules: Set<string>;
}

function countByWorkload(findings: readonly Finding[]): Map<string, WorkloadFindings> {
  const counts = new Map<string, WorkloadFindings>();
  for (const finding of findings) {
    const { workloadId, ruleId } = finding;
    if (workloadId === undefined) continue;
    const counted = counts.get(workloadId) ?? { violated: 0, unknown: 0, waived: 0, rules: new Set<string>() };
    counts.set(workloadId, counted);
    const state = stateNow(finding);
    counted[state] += 1;
    if (state === 'violated') counted.rules.add(ruleId);
  }
  return counts;
}
