/** Random caps, links and preferences for random problems, from the same seed but with numbers of their own. */

import type { Cap, Link, Problem } from './problem.ts';
import { createRandom } from './random.ts';
import type { Random } from './random.ts';

export interface SideShape {
  readonly workloads: number;
  readonly sites: number;
  readonly seed: number;
  /** Sets of 2 to 4 workloads that must be at different sites; 0 unless given. */
  readonly apartCaps?: number;
  /** Sets of 4 to 12 workloads that spread over zones; 0 unless given. */
  readonly spreadCaps?: number;
  /** Caps on what share of a resource a set of sites holds; 0 unless given. */
  readonly shareCaps?: number;
  /** Pairs that must be near each other; 0 unless given. */
  readonly links?: number;
  /** Classes of workloads with preferences; 0 unless given. */
  readonly preferenceClasses?: number;
  /** Share of caps and links that may be passed at a price; 0.3 unless given. */
  readonly softShare?: number;
}

type SidePart = Pick<Problem, 'caps' | 'links' | 'near' | 'preference' | 'preferenceUsdPerMonth'>;

export function sideConstraints(shape: SideShape, need: Float64Array, resources: number): SidePart {
  const { workloads: n, sites: s } = shape;
  const random = createRandom(shape.seed ^ 0x5bd1e995);
  const softShare = shape.softShare ?? 0.3;
  const soft = (usd: number): number => (random.next() < softShare ? usd * (0.5 + random.next()) : Infinity);
  const bySite = Int32Array.from({ length: s }, (_, site) => site);
  const zones = Math.max(1, Math.ceil(s / 3));
  const byZone = bySite.map((site) => site % zones);
  const caps: Cap[] = [];
  for (let index = 0; index < (shape.apartCaps ?? 0); index += 1) {
    const members = pickMembers(random, n, 2 + random.below(3));
    const names = Array.from(bySite, (site) => `site ${site}`);
    const most = new Float64Array(s).fill(1);
    const excessUsdPerMonth = soft(100);
    caps.push({
      kind: 'apart',
      rule: `apart-${index}`,
      subject: `set ${index}`,
      members,
      weight: null,
      bucket: bySite,
      buckets: names,
      most,
      excessUsdPerMonth,
    });
  }
  for (let index = 0; index < (shape.spreadCaps ?? 0); index += 1) {
    const members = pickMembers(random, n, 4 + random.below(9));
    const most = new Float64Array(zones).fill(Math.ceil(members.length / 2));
    const names = Array.from({ length: zones }, (_, zone) => `zone ${zone}`);
    const excessUsdPerMonth = soft(60);
    caps.push({
      kind: 'spread',
      rule: `spread-${index}`,
      subject: `set ${index}`,
      members,
      weight: null,
      bucket: byZone,
      buckets: names,
      most,
      excessUsdPerMonth,
    });
  }
  for (let index = 0; index < (shape.shareCaps ?? 0); index += 1) {
    const k = index % Math.max(1, resources);
    const members = Int32Array.from({ length: n }, (_, row) => row);
    const weight = Float64Array.from({ length: n }, (_, row) => need[row * resources + k] ?? 0);
    let total = 0;
    for (const value of weight) total += value;
    const bucket = bySite.map((site) => (site % 5 === index % 5 ? 0 : -1));
    const most = new Float64Array([total * (0.05 + 0.15 * random.next())]);
    const excessUsdPerMonth = soft(k === 1 ? 0.005 : 3);
    caps.push({
      kind: 'share',
      rule: `share-${index}`,
      subject: 'all workloads',
      members,
      weight,
      bucket,
      buckets: ['operator'],
      most,
      excessUsdPerMonth,
    });
  }
  const links: Link[] = [];
  for (let index = 0; index < (n > 1 ? (shape.links ?? 0) : 0); index += 1) {
    const a = random.below(n);
    const b = (a + 1 + random.below(Math.min(n - 1, 20))) % n;
    if (a !== b) links.push({ a, b, class: random.below(2), breakUsdPerMonth: soft(80) });
  }
  const near = [nearness(random, s, 0.8), nearness(random, s, 0.4)];
  const classes = shape.preferenceClasses ?? 0;
  const preference = Int32Array.from({ length: n }, () => (classes === 0 ? -1 : random.below(classes + 1) - 1));
  const preferenceUsdPerMonth = Float64Array.from({ length: classes * s }, () =>
    random.next() < 0.5 ? 0 : 40 * random.next(),
  );
  return { caps, links, near, preference, preferenceUsdPerMonth };
}

function pickMembers(random: Random, n: number, count: number): Int32Array {
  const found = new Set<number>();
  for (let tries = 0; tries < count * 4 && found.size < Math.min(n, count); tries += 1) found.add(random.below(n));
  return Int32Array.from([...found].sort((a, b) => a - b));
}

/** Symmetric; every site is near itself. */
function nearness(random: Random, s: number, share: number): Uint8Array {
  const near = new Uint8Array(s * s);
  for (let a = 0; a < s; a += 1) {
    near[a * s + a] = 1;
    for (let b = 0; b < a; b += 1) {
      if (random.next() >= share) continue;
      near[a * s + b] = 1;
      near[b * s + a] = 1;
    }
  }
  return near;
}
