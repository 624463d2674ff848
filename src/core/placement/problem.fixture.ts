/** Random problems of any size for tests and benchmarks: some sites limited, some elastic, some pairs ruled out. */

import type { Problem } from './problem.ts';
import { sideConstraints } from './sides.fixture.ts';
import type { SideShape } from './sides.fixture.ts';
import { createRandom } from './random.ts';

export interface ProblemShape extends SideShape {
  readonly workloads: number;
  readonly sites: number;
  readonly seed: number;
  /** Share of sites without limits; 0.25 unless given. */
  readonly elasticShare?: number;
  /** Capacity of the limited sites together, as a share of what all workloads need; 0.7 unless given. */
  readonly tightness?: number;
  /** Share of pairs that are ruled out; 0.2 unless given. */
  readonly infeasibleShare?: number;
  readonly splitUsdPerMonth?: number;
  /** Mean members of an application; 0: none. */
  readonly groupSize?: number;
}

const RESOURCES = ['vcpu', 'memoryMiB', 'diskGiB', 'gpus'];
const CPU = [1, 2, 2, 2, 4, 4, 4, 8, 8, 16, 32];
const GIB_PER_CPU = [1, 2, 4, 4, 8, 16];

export function randomProblem(shape: ProblemShape): Problem {
  const { workloads: n, sites: s } = shape;
  const r = RESOURCES.length;
  const random = createRandom(shape.seed);
  const pick = (list: readonly number[]): number => list[random.below(list.length)] ?? 1;
  const need = new Float64Array(n * r);
  for (let row = 0; row < n; row += 1) {
    const vcpu = pick(CPU);
    need.set(
      [vcpu, vcpu * pick(GIB_PER_CPU) * 1024, 20 + random.below(40) * 20, random.next() < 0.02 ? 1 : 0],
      row * r,
    );
  }
  const total = RESOURCES.map((_, k) => {
    let sum = 0;
    for (let row = 0; row < n; row += 1) sum += need[row * r + k] ?? 0;
    return sum;
  });

  const elastic = Array.from({ length: s }, () => random.next() < (shape.elasticShare ?? 0.25));
  const limitedCount = Math.max(1, elastic.filter((flag) => !flag).length);
  const limit = new Float64Array(s * r).fill(Infinity);
  const unit: number[][] = [];
  for (let site = 0; site < s; site += 1) {
    const dear = elastic[site] === true ? 2 : 1;
    unit.push([
      dear * (4 + 4 * random.next()),
      (dear * (1 + random.next())) / 1024,
      dear * (0.03 + 0.04 * random.next()),
      dear * 300,
    ]);
    if (elastic[site] === true) continue;
    const share = ((shape.tightness ?? 0.7) / limitedCount) * (0.6 + 0.8 * random.next());
    for (let k = 0; k < r; k += 1)
      limit[site * r + k] = Math.floor((total[k] ?? 0) * share * (0.8 + 0.4 * random.next()));
  }

  const cost = new Float64Array(n * s);
  const reason = new Uint32Array(n * s);
  const current = new Int32Array(n);
  for (let row = 0; row < n; row += 1) {
    current[row] = s === 0 ? -1 : random.below(s);
    for (let site = 0; site < s; site += 1) {
      const at = row * s + site;
      let usd = 0;
      for (let k = 0; k < r; k += 1) usd += (need[row * r + k] ?? 0) * (unit[site]?.[k] ?? 0);
      usd = usd * (0.9 + 0.2 * random.next()) + (current[row] === site ? 0 : 5 + 20 * random.next());
      const tooLarge = RESOURCES.some((_, k) => (need[row * r + k] ?? 0) > (limit[site * r + k] ?? 0));
      const ruledOut = random.next() < (shape.infeasibleShare ?? 0.2);
      cost[at] = tooLarge || ruledOut ? Infinity : usd;
      reason[at] = tooLarge ? 2 : ruledOut ? 1 : 0;
    }
  }
  const groupSize = shape.groupSize ?? 0;
  const groupCount = groupSize > 0 ? Math.ceil(n / groupSize) : 0;
  const group = new Int32Array(n).fill(-1);
  if (groupCount > 0) for (let row = 0; row < n; row += 1) group[row] = random.below(groupCount);
  return {
    workloads: n,
    sites: s,
    workloadIds: Array.from({ length: n }, (_, row) => `wl-${String(row).padStart(8, '0')}`),
    siteIds: Array.from({ length: s }, (_, site) => `site-${String(site).padStart(3, '0')}`),
    resources: RESOURCES,
    need,
    limit,
    cost,
    reason,
    reasons: [[], [{ kind: 'policy', rules: ['rule-1'] }], [{ kind: 'size', resource: 'vcpu', needs: 1, most: 0 }]],
    readiness: new Uint8Array(n * s),
    conditions: new Uint16Array(n * s),
    current,
    group,
    groups: Array.from({ length: groupCount }, (_, index) => `app-${String(index).padStart(6, '0')}`),
    splitUsdPerMonth: shape.splitUsdPerMonth ?? 0,
    ...sideConstraints(shape, need, r),
  };
}
