/**
 * A plan with one unit forced to a site, made from the present plan: whoever is in the way makes room, by a move or by a
 * chain of two, and whoever gains from the room that was left takes it. What it finds costs at least as much as the best.
 */

import { DisplaceLists } from './displace-lists.ts';
import type { PlacementState } from './state.ts';

/** Different first steps that are tried. */
const BRANCHES = 4;
/** Units that are moved at most, before it is given up. */
const MOST_MOVES = 200;
/** Others looked at as the second link of a chain, and sites for it. */
const CHAIN_UNITS = 12;
const CHAIN_SITES = 4;
const CHAIN_TRIES = 20;
const MOST_IMPROVEMENTS = 40;
const TAKE_UP = 10;
const GAIN = 1e-6;

interface Step {
  readonly moves: readonly (readonly [unit: number, site: number])[];
  readonly usd: number;
}

export class Displacement {
  readonly #state: PlacementState;
  readonly #lists: DisplaceLists;
  #log: (readonly [number, number])[] = [];
  #forced = -1;

  /** `state`: holds the plan; it is as before after every call, but for rounding. */
  constructor(state: PlacementState) {
    this.#state = state;
    this.#lists = new DisplaceLists(state);
  }

  /** Change of the state's objective, penalties included; Infinity when nothing makes the site possible. */
  force(unit: number, site: number): number {
    const state = this.#state;
    if ((state.problem.cost[unit * state.problem.sites + site] ?? Infinity) === Infinity) return Infinity;
    const before = state.objective;
    let best = Infinity;
    this.#forced = unit;
    for (let branch = 0; branch < BRANCHES; branch += 1) {
      const from = this.#move(unit, site);
      const tried = this.#makeRoom(unit, site, branch);
      if (tried !== 'impossible') {
        this.#takeUp(from);
        best = Math.min(best, state.objective - before);
      }
      this.#undo();
      if (tried === 'free') break;
    }
    return best;
  }

  #move(unit: number, site: number): number {
    const from = this.#state.move(unit, site);
    this.#log.push([unit, from]);
    return from;
  }

  #undo(): void {
    for (const [unit, from] of this.#log.reverse()) this.#state.move(unit, from);
    this.#log = [];
  }

  /** `branch`: which of the best first steps to take. */
  #makeRoom(unit: number, site: number, branch: number): 'free' | 'made' | 'impossible' {
    for (let count = 0; count < MOST_MOVES; count += 1) {
      const inTheWay = this.#inTheWay(unit, site);
      if (inTheWay === undefined) return count === 0 ? 'free' : 'made';
      const step = this.#waysOut(inTheWay)[count === 0 ? branch : 0];
      if (step === undefined) return 'impossible';
      for (const [each, to] of step.moves) this.#move(each, to);
    }
    return 'impossible';
  }

  /** Who could leave to lift the first limit that is passed, and how much of it each would lift (1: all); undefined: none is. */
  #inTheWay(unit: number, site: number): readonly (readonly [unit: number, share: number])[] | undefined {
    const state = this.#state;
    const { problem, sides } = state;
    const width = problem.resources.length;
    for (let k = 0; k < width; k += 1) {
      const limit = problem.limit[site * width + k] ?? Infinity;
      const over = (state.load[site * width + k] ?? 0) - limit;
      if (over <= 1e-9 * limit || limit === Infinity) continue;
      return this.#others(site, (each) => (problem.need[each * width + k] ?? 0) / over);
    }
    if (sides === null) return undefined;
    const from = state.move(unit, -1);
    const cap = problem.caps[sides.fullCap(unit, site)];
    const partner = sides.farPartner(unit, site);
    state.move(unit, from);
    if (cap !== undefined) {
      const bucket = cap.bucket[site] ?? -1;
      const over = usedIn(state, cap, bucket) - (cap.most[bucket] ?? Infinity);
      return [...cap.members.entries()].flatMap(([position, each]) => {
        if (each === this.#forced || cap.bucket[state.assigned[each] ?? -1] !== bucket) return [];
        return [[each, (cap.weight === null ? 1 : (cap.weight[position] ?? 0)) / over] as const];
      });
    }
    return partner < 0 ? undefined : [[partner, 1]];
  }

  /** Who is at the site now: those of the plan that stayed, and those that came. */
  *#present(site: number): Generator<number> {
    const { assigned } = this.#state;
    for (const unit of this.#lists.members(site)) if (assigned[unit] === site && unit !== this.#forced) yield unit;
    const came = new Set(this.#log.map(([unit]) => unit));
    for (const unit of came) {
      const planned = this.#log.find(([each]) => each === unit)?.[1];
      if (planned !== site && assigned[unit] === site && unit !== this.#forced) yield unit;
    }
  }

  #others(site: number, share: (unit: number) => number): (readonly [number, number])[] {
    const found: (readonly [number, number])[] = [];
    for (const unit of this.#present(site)) {
      const part = share(unit);
      if (part > 0) found.push([unit, part]);
    }
    return found;
  }

  /** Cheapest first, by what they cost for the share they lift. */
  #waysOut(inTheWay: readonly (readonly [number, number])[]): readonly Step[] {
    const state = this.#state;
    const steps: { readonly step: Step; readonly rate: number }[] = [];
    const rateOf = (usd: number, share: number): number => {
      const lifted = Math.min(1, share);
      return usd >= 0 ? usd / lifted : usd * lifted;
    };
    const direct: { readonly unit: number; readonly share: number; readonly rate: number }[] = [];
    for (const [unit, share] of inTheWay) {
      const to = this.#exit(unit);
      const usd = to < 0 ? state.delta(unit, -1) : state.delta(unit, to);
      const rate = rateOf(usd, share);
      steps.push({ step: { moves: [[unit, to]], usd }, rate });
      direct.push({ unit, share, rate });
    }
    direct.sort((a, b) => a.rate - b.rate || a.unit - b.unit);
    for (const { unit, share } of direct.slice(0, CHAIN_UNITS)) {
      const chain = this.#chain(unit);
      if (chain !== undefined) steps.push({ step: chain, rate: rateOf(chain.usd, share) });
    }
    return steps
      .sort((a, b) => a.rate - b.rate || (a.step.moves[0]?.[0] ?? 0) - (b.step.moves[0]?.[0] ?? 0))
      .slice(0, BRANCHES)
      .map(({ step }) => step);
  }

  /** The cheapest other site with room: in the plan, or by what has been moved since; -1: none. */
  #exit(unit: number): number {
    const state = this.#state;
    let best = this.#lists.exit(unit);
    let least = best < 0 ? Infinity : state.delta(unit, best);
    for (const [, site] of this.#log) {
      if (site < 0 || site === state.assigned[unit] || site === best || !state.fits(unit, site)) continue;
      const usd = state.delta(unit, site);
      if (usd >= least) continue;
      least = usd;
      best = site;
    }
    return best;
  }

  /** To a site without room, from which somebody else goes on to a third. */
  #chain(unit: number): Step | undefined {
    const state = this.#state;
    const { sites, cost } = state.problem;
    const here = state.assigned[unit] ?? -1;
    const wanted = Array.from({ length: sites }, (_, site) => site)
      .filter((site) => site !== here && (cost[unit * sites + site] ?? Infinity) < Infinity && !state.fits(unit, site))
      .sort((a, b) => state.pairUsd(unit, a) - state.pairUsd(unit, b) || a - b)
      .slice(0, CHAIN_SITES);
    let best: Step | undefined;
    for (const site of wanted) {
      let tried = 0;
      for (const other of this.#lists.leaving(site)) {
        if (state.assigned[other] !== site || other === this.#forced || !state.fitsWithout(unit, site, other)) continue;
        const to = this.#exit(other);
        if (to < 0 || to === here) continue;
        const first = state.delta(other, to);
        const from = state.move(other, to);
        const usd = first + state.delta(unit, site);
        const possible = state.fits(unit, site);
        state.move(other, from);
        if (!possible) continue;
        if (usd < (best?.usd ?? Infinity))
          best = {
            moves: [
              [other, to],
              [unit, site],
            ],
            usd,
          };
        // The next ones in line cost more to send away.
        tried += 1;
        if (tried === CHAIN_TRIES) break;
      }
    }
    return best;
  }

  /** Room was left at a site: whoever gains most from it takes it, and so on. */
  #takeUp(site: number): void {
    const state = this.#state;
    const open = [site, ...this.#log.map(([, from]) => from)].filter((each) => each >= 0);
    for (let count = 0; count < MOST_IMPROVEMENTS; count += 1) {
      const free = open.pop();
      if (free === undefined) return;
      let best = -1;
      let gain = -GAIN;
      let found = 0;
      // In the order of what each gains by the plan as it was: the first few that fit hold the best, or nearly.
      for (const unit of this.#lists.wanting(free)) {
        if (unit === this.#forced || state.assigned[unit] === free || !state.fits(unit, free)) continue;
        const usd = state.delta(unit, free);
        found += 1;
        if (usd < gain) {
          gain = usd;
          best = unit;
        }
        if (found === TAKE_UP) break;
      }
      if (best < 0) continue;
      const left = this.#move(best, free);
      open.push(free);
      if (left >= 0) open.push(left);
    }
  }
}

function usedIn(
  state: PlacementState,
  cap: { readonly members: Int32Array; readonly weight: Float64Array | null; readonly bucket: Int32Array },
  bucket: number,
): number {
  let used = 0;
  for (const [position, unit] of cap.members.entries()) {
    if (cap.bucket[state.assigned[unit] ?? -1] === bucket)
      used += cap.weight === null ? 1 : (cap.weight[position] ?? 0);
  }
  return used;
}
