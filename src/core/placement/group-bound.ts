/**
 * What a group costs at least, when each further site it uses costs something: a facility location problem. Its dual is
 * raised member by member (Erlenkotter): every member pays what its cheapest choice costs, and then a part of the price
 * of each site it would pay for, as long as no site is paid for more than once.
 */

/** At most so many rounds over the members; each leaves a valid bound. */
const ROUNDS = 4;

/**
 * `value`: [member * sites + site], Infinity where infeasible; `most`: what leaving a member out costs. Returns a lower
 * bound on Σ cost + split × (sites used − 1).
 */
export function groupBound(
  value: Float64Array,
  members: number,
  sites: number,
  split: number,
  most: number,
  scratch: { readonly paid: Float64Array; readonly dual: Float64Array },
): number {
  const { paid, dual } = scratch;
  for (let site = 0; site < sites; site += 1) paid[site] = 0;
  for (let member = 0; member < members; member += 1) {
    let least = most;
    for (let site = 0; site < sites; site += 1) {
      const usd = value[member * sites + site] as number;
      if (usd < least) least = usd;
    }
    dual[member] = least;
  }
  for (let round = 0; round < ROUNDS; round += 1) {
    let raised = false;
    for (let member = 0; member < members; member += 1) {
      if (raise(value, member, sites, split, most, paid, dual)) raised = true;
    }
    if (!raised) break;
  }
  let total = -split;
  for (let member = 0; member < members; member += 1) total += dual[member] as number;
  return total;
}

/** To the next cost at which the member would pay for another site, or as far as those it pays for allow. */
function raise(
  value: Float64Array,
  member: number,
  sites: number,
  split: number,
  most: number,
  paid: Float64Array,
  dual: Float64Array,
): boolean {
  const now = dual[member] as number;
  let next = most;
  let room = Infinity;
  for (let site = 0; site < sites; site += 1) {
    const usd = value[member * sites + site] as number;
    if (usd <= now) room = Math.min(room, split - (paid[site] as number));
    else if (usd < next) next = usd;
  }
  const step = Math.min(room, next - now);
  if (!(step > 1e-9)) return false;
  for (let site = 0; site < sites; site += 1) {
    if ((value[member * sites + site] as number) <= now) paid[site] = (paid[site] as number) + step;
  }
  dual[member] = now + step;
  return true;
}
