/** What is worth trying from one plan, worked out once however often it is asked: cheapest ways out, and who wants in. */

import type { PlacementState } from './state.ts';

export class DisplaceLists {
  readonly #state: PlacementState;
  readonly #plan: Int32Array;
  /** Cheapest other site with room in the plan; -1: none, -2: not looked for yet. */
  readonly #exit: Int32Array;
  readonly #leaving: Int32Array[] = [];
  readonly #wanting: Int32Array[] = [];
  readonly #members: Int32Array[];

  /** `state`: holds the plan now, and whenever a list is asked for the first time it is a few moves away from it. */
  constructor(state: PlacementState) {
    this.#state = state;
    this.#plan = state.assigned.slice();
    this.#exit = new Int32Array(this.#plan.length).fill(-2);
    this.#members = membersBySite(this.#plan, state.problem.sites);
  }

  /** Units that the plan has at the site. */
  members(site: number): Int32Array {
    return this.#members[site] ?? new Int32Array(0);
  }

  /** The cheapest other site with room, or -1; looked for anew when the one that is known has none left. */
  exit(unit: number): number {
    const state = this.#state;
    const known = this.#exit[unit] ?? -1;
    const untouched = state.assigned[unit] === this.#plan[unit];
    if (untouched && known >= 0 && state.fits(unit, known)) return known;
    const found = cheapestWithRoom(state, unit);
    if (untouched) this.#exit[unit] = found;
    return found;
  }

  /** The site's units by what sending them to their exit costs, cheapest first; those without one are left out. */
  leaving(site: number): Int32Array {
    return (this.#leaving[site] ??= this.#rank(this.members(site), (unit) => {
      const exit = this.exit(unit);
      return exit < 0 ? Infinity : this.#state.delta(unit, exit);
    }));
  }

  /** Units elsewhere that would gain from the site if it had room, most first. */
  wanting(site: number): Int32Array {
    return (this.#wanting[site] ??= this.#rank(this.#plan.keys(), (unit) => this.#gainAt(unit, site)));
  }

  #gainAt(unit: number, site: number): number {
    const state = this.#state;
    const row = unit * state.problem.sites;
    if (this.#plan[unit] === site || (state.problem.cost[row + site] ?? Infinity) === Infinity) return Infinity;
    const usd = state.delta(unit, site);
    return usd < 0 ? usd : Infinity;
  }

  #rank(units: Iterable<number>, usdOf: (unit: number) => number): Int32Array {
    const ranked: { readonly unit: number; readonly usd: number }[] = [];
    for (const unit of units) {
      const usd = usdOf(unit);
      if (usd < Infinity) ranked.push({ unit, usd });
    }
    return Int32Array.from(
      ranked.sort((a, b) => a.usd - b.usd || a.unit - b.unit),
      ({ unit }) => unit,
    );
  }
}

function membersBySite(plan: Int32Array, sites: number): Int32Array[] {
  const lists: number[][] = Array.from({ length: sites }, () => []);
  for (const [unit, site] of plan.entries()) lists[site]?.push(unit);
  return lists.map((list) => Int32Array.from(list));
}

function cheapestWithRoom(state: PlacementState, unit: number): number {
  let best = -1;
  let least = Infinity;
  for (let site = 0; site < state.problem.sites; site += 1) {
    if (site === state.assigned[unit] || !state.fits(unit, site)) continue;
    const usd = state.delta(unit, site);
    if (usd < least) {
      least = usd;
      best = site;
    }
  }
  return best;
}
