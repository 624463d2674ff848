/**
 * Evidence by what it is about. What a later round of the same questions says of a subject replaces what an earlier one
 * said; what nobody can place on a machine or a site is counted and kept apart.
 */

import type { ControlEvidence, FeedId, SaidEvidence } from './evidence.ts';
import type { ControlIndex } from './links.ts';
import { newestRounds } from './rounds.ts';
import type { Said } from './rounds.ts';
import { weigh } from './states.ts';
import type { Word } from './verdicts.ts';

/** All but what it is about: the same for every subject of which the same is said. */
export interface Statement extends Word, Omit<SaidEvidence, 'state' | 'basis'> {
  /** As the feed says it. */
  readonly said: ControlEvidence['state'];
  readonly stale: boolean;
  /** Statements of one code are alike in everything a verdict looks at. */
  readonly code: number;
}

export const ORGANISATION = '*';

/** What is said alike of many workloads, by feeds that say nothing else of them. */
export interface AlikeEvidence {
  readonly said: readonly SaidEvidence[];
  readonly workloadIds: readonly string[];
}

export interface Subjects {
  /** Workloads of which the same is said share one list: whoever counts can do so once for all of them. */
  readonly workloads: ReadonlyMap<string, readonly Statement[]>;
  /** "*" is the organisation. */
  readonly sites: ReadonlyMap<string, readonly Statement[]>;
  /** Parts of a site that are no workloads: by site, then by name. */
  readonly parts: ReadonlyMap<string, ReadonlyMap<string, readonly Statement[]>>;
  /** Evidence about nobody knows what, by feed. */
  readonly unplaced: ReadonlyMap<FeedId, number>;
}

export interface WeighOptions {
  readonly index: ControlIndex;
  /** ISO time that ages are counted to. */
  readonly asOf: string;
  readonly staleAfterDays: number;
}

export function bySubject(
  evidence: Iterable<ControlEvidence>,
  alike: Iterable<AlikeEvidence>,
  options: WeighOptions,
): Subjects {
  const workloads = new Map<string, Said[]>();
  const sites = new Map<string, Said[]>();
  const parts = new Map<string, Map<string, Said[]>>();
  const unplaced = new Map<FeedId, number>();
  const interned = new Interned(options);
  for (const each of evidence) {
    const statement = interned.statement(each);
    if (statement === undefined) continue;
    const { workloadId, siteId, part, object } = each;
    const said = { statement, object };
    if (workloadId !== undefined) add(workloads, workloadId, said);
    else if (siteId === undefined) unplaced.set(each.feed, (unplaced.get(each.feed) ?? 0) + 1);
    else if (part === undefined) add(sites, siteId, said);
    else {
      const there = parts.get(siteId) ?? new Map<string, Said[]>();
      parts.set(siteId, there);
      add(there, part, said);
    }
  }
  return {
    workloads: withAlike(newest(workloads, options), alike, interned),
    sites: newest(sites, options),
    parts: new Map([...parts].map(([siteId, there]) => [siteId, newest(there, options)])),
    unplaced,
  };
}

const newest = (
  subjects: ReadonlyMap<string, readonly Said[]>,
  { asOf }: WeighOptions,
): ReadonlyMap<string, readonly Statement[]> =>
  new Map([...subjects].map(([id, said]) => [id, newestRounds(said, asOf)]));

interface Shared {
  readonly statements: readonly Statement[];
  /** With one group more. */
  readonly next: Map<readonly Statement[], Shared>;
}

/** Adds what is said of many at once. The lists are shared by workloads that are in the same groups and no others. */
function withAlike(
  own: ReadonlyMap<string, readonly Statement[]>,
  alike: Iterable<AlikeEvidence>,
  interned: Interned,
): ReadonlyMap<string, readonly Statement[]> {
  const nobody: Shared = { statements: [], next: new Map() };
  const shared = new Map<string, Shared>();
  for (const { said, workloadIds } of alike) {
    const group = said.flatMap((each) => interned.statement(each) ?? []);
    if (group.length === 0) continue;
    for (const id of workloadIds) {
      const before = shared.get(id) ?? nobody;
      let after = before.next.get(group);
      if (after === undefined) {
        after = { statements: [...before.statements, ...group], next: new Map() };
        before.next.set(group, after);
      }
      shared.set(id, after);
    }
  }
  const all = new Map(own);
  for (const [id, { statements }] of shared) {
    const more = own.get(id);
    all.set(id, more === undefined ? statements : [...statements, ...more]);
  }
  return all;
}

function add(subjects: Map<string, Said[]>, id: string, said: Said): void {
  const known = subjects.get(id);
  if (known === undefined) subjects.set(id, [said]);
  else known.push(said);
}

class Interned {
  readonly #options: WeighOptions;
  readonly #statements = new Map<string, Statement | null>();
  readonly #codes = new Map<string, number>();

  constructor(options: WeighOptions) {
    this.#options = options;
  }

  /** Undefined: it says nothing, as a rule that a profile leaves out. */
  statement(evidence: SaidEvidence & Partial<ControlEvidence>): Statement | undefined {
    const { id: _id, workloadId: _workloadId, siteId: _siteId, part: _part, object: _object, ...rest } = evidence;
    const key = JSON.stringify(rest);
    let known = this.#statements.get(key);
    if (known === undefined) this.#statements.set(key, (known = this.#make(rest)));
    return known ?? undefined;
  }

  #make(rest: SaidEvidence): Statement | null {
    const { index, asOf, staleAfterDays } = this.#options;
    const weighed = weigh(rest, asOf, staleAfterDays);
    if (weighed === null) return null;
    const links = index.linksOf(rest);
    const alike = JSON.stringify([
      rest.feed,
      rest.rule,
      weighed.state,
      rest.basis,
      rest.cites.map(({ control }) => control),
    ]);
    let code = this.#codes.get(alike);
    if (code === undefined) this.#codes.set(alike, (code = this.#codes.size));
    return { ...rest, said: rest.state, state: weighed.state, stale: weighed.stale, links, code };
  }
}
