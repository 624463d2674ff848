/**
 * For what found no place: the smallest set of constraints to relax so that it finds one, while all that have a place
 * keep some place. Smallest in number. Those who lack the same share a diagnosis, which holds for all of them together:
 * its amounts are enough to place them all.
 */

import { atPresent, compareSets, hardLinksOf, obstacles } from './diagnose-obstacles.ts';
import type { LinksOf } from './diagnose-obstacles.ts';
import { needsAtLeast, needsMoreThanThereIs } from './diagnose-proof.ts';
import { smallerSet } from './diagnose-search.ts';
import { DIAGNOSIS_LIMITS, keyOf } from './diagnosis.ts';
import type { Diagnosis, DiagnosisLimits, Found, Relaxable } from './diagnosis.ts';
import type { Problem } from './problem.ts';
import type { Solution } from './solution.ts';
import { PlacementState } from './state.ts';

interface Scene {
  readonly state: PlacementState;
  readonly links: LinksOf;
  readonly limits: DiagnosisLimits;
  /** Hard spread rules are searched as caps that ask for more than the rule does: they prove nothing. */
  readonly spread: boolean;
}

interface Group extends Found {
  readonly workloads: number[];
  readonly minimal: boolean;
}

/** `limits.workloads` are looked at; the rest is one diagnosis that says so, the last. */
export function diagnose(
  problem: Problem,
  solution: Pick<Solution, 'assigned'>,
  limits: DiagnosisLimits = DIAGNOSIS_LIMITS,
): Diagnosis[] {
  if (problem.sites === 0) return [];
  const state = new PlacementState(problem, 1);
  state.restore(solution.assigned);
  const bare = new PlacementState(problem, 1);
  const spread = problem.caps.some(
    ({ kind, excessUsdPerMonth }) => kind === 'spread' && excessUsdPerMonth === Infinity,
  );
  const scene: Scene = { state, links: hardLinksOf(problem), limits, spread };
  const groups = new Map<string, Group>();
  const rest: number[] = [];
  const proofs = new Map<string, boolean>();
  let looked = 0;
  for (let workload = 0; workload < problem.workloads; workload += 1) {
    if ((state.assigned[workload] as number) >= 0) continue;
    if (looked >= limits.workloads) {
      rest.push(workload);
      continue;
    }
    looked += 1;
    let best = atPresent(state, [workload], scene.links);
    const alike = `${classKey(problem, workload)} ${setKey(best)}`;
    const size = best.relax.length;
    let minimal =
      size <= needsAtLeast(bare, workload) || (size === 1 && !spread && needsMoreThanThereIs(state, workload));
    if (!minimal && proofs.get(alike) !== false) {
      const searched = smallerSet(state, [workload], best, limits);
      best = searched.found ?? best;
      minimal = searched.proved && !spread;
      proofs.set(alike, minimal);
    }
    const key = `${setKey(best)} ${minimal}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { ...best, workloads: [workload], minimal });
    else group.workloads.push(workload);
  }
  const found = [...groups.values()]
    .map((group) => jointly(scene, group))
    .sort((a, b) => b.workloads.length - a.workloads.length || (a.workloads[0] ?? 0) - (b.workloads[0] ?? 0));
  if (rest.length > 0) found.push({ workloads: rest, site: -1, relax: [{ kind: 'not-looked-at' }], minimal: false });
  return found.map((group) => ({ ...group, workloads: Int32Array.from(group.workloads) }));
}

/**
 * What each of the group needs alone need not be enough for all: as many more constraints as that takes. None of them
 * needs fewer than it needs alone, and neither do all together.
 */
function jointly(scene: Scene, group: Group): Group {
  const { workloads } = group;
  const alone = group.relax.length;
  const spread = (relax: readonly Relaxable[]): boolean =>
    scene.spread &&
    relax.some((entry) => scene.state.problem.caps[entry.kind === 'cap' ? entry.cap : -1]?.kind === 'spread');
  if (workloads.length === 1) return { ...group, minimal: group.minimal && !spread(group.relax) };
  let known: Found = {
    site: group.site,
    relax: group.site < 0 ? [] : obstacles(scene.state, workloads, group.site, scene.links),
  };
  if (group.site < 0 || known.relax.length > alone) {
    const other = atPresent(scene.state, workloads, scene.links);
    if (group.site < 0 || compareSets(other.relax, known.relax) < 0) known = other;
  }
  if (known.relax.length <= alone) {
    const minimal = (group.minimal || known.relax.length === 0) && !spread(known.relax);
    return { ...known, workloads, minimal };
  }
  const searched = smallerSet(scene.state, workloads, known, scene.limits, {
    relax: group.relax,
    proved: group.minimal,
  });
  return { ...(searched.found ?? known), workloads, minimal: searched.proved && !scene.spread };
}

function setKey({ site, relax }: Found): string {
  return JSON.stringify([site, ...relax.map((entry) => keyOf(entry)).sort()]);
}

/** Workloads that may go to the same sites for the same reasons. */
function classKey(problem: Problem, workload: number): string {
  return problem.reason.subarray(workload * problem.sites, (workload + 1) * problem.sites).join(' ');
}
