/**
 * Placement at site level: node bench/place.ts [--full]. For each size and seed CPU and wall time, memory of the whole
 * process, gap, the verdict of the independent checker, and the same again after a change of 1 % of the input. Every
 * size runs in a process of its own. HiGHS beside ours where it can keep up; --full adds 100,000 × 50, 1,000,000 × 50
 * and HiGHS on 5,000 × 20.
 */

import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ProblemShape } from '../src/core/placement/problem.fixture.ts';
import { machineLine } from './machine.ts';

const full = process.argv.includes('--full');
const ITERATIONS = 60_000;

interface Case {
  readonly name: string;
  readonly shape: ProblemShape;
  /** Seconds that HiGHS may take, for the linear relaxation and for the whole; 0: not asked. */
  readonly highsSeconds: number;
}

const SIDES = { apartCaps: 300, spreadCaps: 100, shareCaps: 4, links: 300, preferenceClasses: 3 };
const cases: Case[] = [
  { name: '3,400 × 12', shape: { workloads: 3400, sites: 12, seed: 1 }, highsSeconds: 300 },
  { name: '5,000 × 20', shape: { workloads: 5000, sites: 20, seed: 1 }, highsSeconds: full ? 600 : 0 },
  { name: '5,000 × 20, seed 2', shape: { workloads: 5000, sites: 20, seed: 2 }, highsSeconds: 0 },
  {
    name: '5,000 × 20, caps and links',
    shape: { workloads: 5000, sites: 20, seed: 1, ...SIDES },
    highsSeconds: full ? 600 : 0,
  },
  {
    name: '5,000 × 20, caps, links, applications',
    shape: { workloads: 5000, sites: 20, seed: 1, ...SIDES, groupSize: 5, splitUsdPerMonth: 25 },
    highsSeconds: 0,
  },
  ...(full
    ? [
        { name: '100,000 × 50', shape: { workloads: 100_000, sites: 50, seed: 1 }, highsSeconds: 0 },
        { name: '1,000,000 × 50', shape: { workloads: 1_000_000, sites: 50, seed: 1 }, highsSeconds: 0 },
      ]
    : []),
];

console.log(machineLine());
console.log(`${ITERATIONS} perturbations, solver seed 1, one thread`);
for (const entry of cases) {
  const child = spawnSync(
    process.execPath,
    [
      '--max-old-space-size=4096',
      fileURLToPath(new URL('place/instance.ts', import.meta.url)),
      JSON.stringify(entry.shape),
      String(ITERATIONS),
      String(entry.highsSeconds),
    ],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] },
  );
  console.log(`${entry.name}: ${child.stdout.trim()}`);
  if (child.status !== 0) process.exitCode = 1;
}
