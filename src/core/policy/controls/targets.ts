/**
 * Which workload or site a feed looked at. The strongest sign decides, weaker ones narrow it down: a resource id or machine
 * UUID before a MAC before a full name before a short name before an address. When several workloads are left, or strong
 * signs point at different ones, that is said and none is taken. Nor is one found by a short name or an address alone
 * while it is known by a UUID, MAC or full name that the target does not have.
 */

import type { Workload } from '../../model/workload.ts';
import type { FeedTarget } from './feed.ts';
import { hasName, isAnother, machineOf, signsAsked, signsHeld } from './machine-signs.ts';

export type TargetMatch =
  | { readonly found: 'workload'; readonly workloadId: string; readonly by: string }
  | { readonly found: 'site'; readonly siteId: string; readonly by: string; readonly part?: string }
  | { readonly found: 'several'; readonly workloadIds: readonly string[]; readonly by: string }
  | { readonly found: 'none' };

export interface TargetPlaces {
  /** Where a workload runs now; null when no site matches. */
  readonly siteOf: (workload: Workload) => string | null;
  /** The one site of sites.yaml that is this region; null when there is none, or several. */
  readonly siteOfRegion: (region: string) => string | null;
}

export class TargetIndex {
  readonly #byKey = new Map<string, string[]>();
  readonly #workloads = new Map<string, Workload>();
  readonly #siteOf = new Map<string, string | null>();
  readonly #places: TargetPlaces;

  constructor(workloads: Iterable<Workload>, places: TargetPlaces) {
    this.#places = places;
    for (const workload of workloads) {
      this.#workloads.set(workload.id, workload);
      this.#siteOf.set(workload.id, places.siteOf(workload));
      for (const key of new Set(signsHeld(workload))) {
        const known = this.#byKey.get(key);
        if (known === undefined) this.#byKey.set(key, [workload.id]);
        else known.push(workload.id);
      }
    }
  }

  /** `siteId`: what whoever brought the file says it is about. */
  match(target: FeedTarget, siteId?: string): TargetMatch {
    if (target.object?.kind === 'Cluster') {
      return siteId === undefined ? { found: 'none' } : { found: 'site', siteId, by: 'the site that was named' };
    }
    const workload = this.#workloadOf(target, siteId);
    return workload.found === 'none' ? this.#partOf(target, siteId) : workload;
  }

  /** What is no workload, and yet at a site for certain: an object of the whole cluster, a resource in its region. */
  #partOf({ label, object, resourceId, region }: FeedTarget, siteId: string | undefined): TargetMatch {
    if (object !== undefined && object.namespace === undefined && object.name !== undefined && siteId !== undefined) {
      return { found: 'site', siteId, by: 'the site that was named', part: label };
    }
    if (resourceId === undefined || machineOf(resourceId) !== undefined) return { found: 'none' };
    const found = siteId ?? (region === undefined ? null : this.#places.siteOfRegion(region));
    return found === null
      ? { found: 'none' }
      : {
          found: 'site',
          siteId: found,
          by: siteId === undefined ? 'region' : 'the site that was named',
          part: resourceId,
        };
  }

  #workloadOf(target: FeedTarget, siteId: string | undefined): TargetMatch {
    let candidates: { readonly ids: ReadonlySet<string>; readonly by: string } | undefined;
    let elsewhere = false;
    for (const { by, keys, strong } of signsAsked(target)) {
      const all = keys.flatMap((key) => this.#byKey.get(`${by}\n${key}`) ?? []);
      const found = new Set(siteId === undefined ? all : all.filter((id) => this.#siteOf.get(id) === siteId));
      if (candidates === undefined && !strong) {
        if (elsewhere || (by === 'address' && hasName(target))) break;
        for (const id of found) if (this.#isAnother(target, id)) found.delete(id);
      }
      if (found.size === 0) {
        // A machine that is known for certain, at another site than was said.
        if (strong && all.length > 0) elsewhere = true;
        continue;
      }
      if (candidates === undefined) candidates = { ids: found, by };
      else {
        const both = new Set([...found].filter((id) => candidates?.ids.has(id) === true));
        // Two strong signs of different machines: a clone, or a name given anew. Weak ones are passed on all the time.
        if (both.size === 0 && strong) {
          return {
            found: 'several',
            workloadIds: sorted([...candidates.ids, ...found]),
            by: `${candidates.by}, ${by}`,
          };
        }
        if (both.size > 0 && both.size < candidates.ids.size) candidates = { ids: both, by: `${candidates.by}, ${by}` };
      }
    }
    if (candidates !== undefined) {
      const [only, ...others] = sorted(candidates.ids);
      if (only !== undefined && others.length === 0) return { found: 'workload', workloadId: only, by: candidates.by };
      return { found: 'several', workloadIds: sorted(candidates.ids), by: candidates.by };
    }
    return { found: 'none' };
  }

  #isAnother(target: FeedTarget, id: string): boolean {
    const workload = this.#workloads.get(id);
    return workload !== undefined && isAnother(target, workload);
  }
}

const sorted = (ids: Iterable<string>): readonly string[] => [...new Set(ids)].sort();
