/** Everything that is said about controls, in order of what it is about: what a matrix and its details are read from. */

import type { ControlMappings } from '../../catalog/control-mappings.ts';
import type { Finding } from '../finding.ts';
import type { ControlEvidence } from './evidence.ts';
import { evidenceOfFinding } from './finding-evidence.ts';
import { ControlIndex } from './links.ts';
import { bySubject, ORGANISATION } from './subjects.ts';
import type { Statement, Subjects } from './subjects.ts';

export interface ControlPlace {
  readonly name: string;
  /** Where it runs now; null when no site matches. */
  readonly siteId: string | null;
  readonly application: string | null;
}

export interface ControlInput {
  readonly mappings: ControlMappings;
  /** Of our own rules, with what is satisfied among them: a finding that is not there says nothing. */
  readonly findings: Iterable<Finding>;
  /** When those were made. */
  readonly foundAt: string;
  readonly evidence: Iterable<ControlEvidence>;
  /** Every workload of the estate, by id. */
  readonly workloads: ReadonlyMap<string, ControlPlace>;
  /** In the order of sites.yaml. */
  readonly siteIds: readonly string[];
  /** ISO time that ages are counted to. */
  readonly asOf: string;
  /** Evidence older than this no longer shows that something is well. */
  readonly staleAfterDays: number;
}

export interface ControlBook {
  readonly index: ControlIndex;
  readonly asOf: string;
  readonly staleAfterDays: number;
  readonly workloads: ReadonlyMap<string, ControlPlace>;
  readonly siteIds: readonly string[];
  readonly subjects: Subjects;
  /** All that holds for a workload: said of itself, of its site, of the organisation. */
  wordsAbout(workloadId: string, siteId: string | null): readonly Statement[];
}

export function openControlBook(input: ControlInput): ControlBook {
  const { asOf, staleAfterDays, workloads, siteIds } = input;
  const index = new ControlIndex(input.mappings);
  const subjects = bySubject(allEvidence(input), { index, asOf, staleAfterDays });
  const everywhere = subjects.sites.get(ORGANISATION) ?? [];
  const atSite = new Map(siteIds.map((id) => [id, [...(subjects.sites.get(id) ?? []), ...everywhere]]));
  return {
    index,
    asOf,
    staleAfterDays,
    workloads,
    siteIds,
    subjects,
    wordsAbout: (workloadId, siteId) => {
      const own = subjects.workloads.get(workloadId);
      const around = (siteId === null ? undefined : atSite.get(siteId)) ?? everywhere;
      return own === undefined ? around : [...own, ...around];
    },
  };
}

function* allEvidence({ findings, foundAt, evidence }: ControlInput): Generator<ControlEvidence> {
  for (const finding of findings) yield evidenceOfFinding(finding, foundAt);
  yield* evidence;
}
