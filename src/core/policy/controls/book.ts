/** Everything that is said about controls, in order of what it is about: what a matrix and its details are read from. */

import type { ControlMappings } from '../../catalog/control-mappings.ts';
import { compareText } from '../../plan/order.ts';
import type { ControlEvidence } from './evidence.ts';
import { ControlIndex } from './links.ts';
import { bySubject, ORGANISATION } from './subjects.ts';
import type { AlikeEvidence, Statement, Subjects } from './subjects.ts';

export interface ControlPlace {
  readonly name: string;
  /** Where it runs now; null when no site matches. */
  readonly siteId: string | null;
  readonly application: string | null;
}

export interface ControlInput {
  readonly mappings: ControlMappings;
  readonly evidence: Iterable<ControlEvidence>;
  /** Beside it: what our own rules and the inventory say of many workloads at once. */
  readonly alike: Iterable<AlikeEvidence>;
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
  /** In the order of their names. */
  readonly workloads: ReadonlyMap<string, ControlPlace>;
  readonly siteIds: readonly string[];
  readonly subjects: Subjects;
  /** All that holds for a workload: said of itself, of its site, of the organisation. The same list for alike workloads. */
  wordsAbout(workloadId: string, siteId: string | null): readonly Statement[];
}

export function openControlBook(input: ControlInput): ControlBook {
  const { asOf, staleAfterDays } = input;
  const index = new ControlIndex(input.mappings);
  const byName = [...input.workloads].sort(
    ([a, { name }], [b, { name: other }]) => compareText(name, other) || compareText(a, b),
  );
  return bookOf(index, {
    ...input,
    workloads: new Map(byName),
    subjects: bySubject(input.evidence, input.alike, { index, asOf, staleAfterDays }),
  });
}

/** A book as plain data: what can be sent from a thread, with `mappings` known on both sides. */
export type ControlPages = Pick<ControlBook, 'asOf' | 'staleAfterDays' | 'workloads' | 'siteIds' | 'subjects'>;

export const pagesOf = ({ asOf, staleAfterDays, workloads, siteIds, subjects }: ControlBook): ControlPages => ({
  asOf,
  staleAfterDays,
  workloads,
  siteIds,
  subjects,
});

export function bookOf(
  index: ControlIndex,
  { asOf, staleAfterDays, workloads, siteIds, subjects }: ControlPages,
): ControlBook {
  const joined = new Joined();
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
      return own === undefined ? around : joined.of(own, around);
    },
  };
}

/** The same two lists give the same joined one. */
class Joined {
  readonly #lists = new WeakMap<readonly Statement[], WeakMap<readonly Statement[], readonly Statement[]>>();

  of(own: readonly Statement[], around: readonly Statement[]): readonly Statement[] {
    let known = this.#lists.get(own);
    if (known === undefined) this.#lists.set(own, (known = new WeakMap()));
    let joined = known.get(around);
    if (joined === undefined) known.set(around, (joined = [...own, ...around]));
    return joined;
  }
}
