/** One size of bench/place.ts in a process of its own: shape as JSON, perturbations, seconds for HiGHS (0: none). */

import * as highsModule from 'highs';
import type { LegacyHighs } from 'highs';
import { checkAssignment } from '../../src/core/placement/check-assignment.fixture.ts';
import { lpText } from '../../src/core/placement/lp-text.ts';
import { randomProblem } from '../../src/core/placement/problem.fixture.ts';
import type { Problem } from '../../src/core/placement/problem.ts';
import { Solver } from '../../src/core/placement/solve.ts';
import type { Solution, WarmStart } from '../../src/core/placement/solution.ts';
import { warmStart } from '../../src/core/placement/warm-start.ts';

const [shape = '{}', iterations = '0', highsSeconds = '0'] = process.argv.slice(2);

function solve(problem: Problem, warm?: WarmStart): { solution: Solution; cpu: number; wall: number } {
  const started = performance.now();
  const before = process.cpuUsage();
  const options = { seed: 1, iterations: Number(iterations) };
  const solver = new Solver(problem, warm === undefined ? options : { ...options, warm });
  for (const progress of solver.run()) void progress;
  const solution = solver.finish();
  const { user, system } = process.cpuUsage(before);
  return { solution, cpu: (user + system) / 1e6, wall: (performance.now() - started) / 1000 };
}

/** Of every hundredth workload the cost and the needs, of one site the capacity. */
function change(problem: Problem): Problem {
  const { sites, resources } = problem;
  const cost = problem.cost.map((usd, at) => (Math.floor(at / sites) % 100 === 3 ? usd * 1.2 : usd));
  const need = problem.need.map((value, at) => (Math.floor(at / resources.length) % 100 === 3 ? value * 1.25 : value));
  const limit = problem.limit.map((value, at) => (at < resources.length ? value * 0.99 : value));
  return { ...problem, cost, need, limit };
}

function objectiveOf(solution: Solution): number {
  const { costUsdPerMonth, splitUsdPerMonth, preferenceUsdPerMonth, excessUsdPerMonth, brokenLinksUsdPerMonth } =
    solution;
  return costUsdPerMonth + splitUsdPerMonth + preferenceUsdPerMonth + excessUsdPerMonth + brokenLinksUsdPerMonth;
}

const problem = randomProblem(JSON.parse(shape));
const { solution, cpu, wall } = solve(problem);
const peak = Math.round(process.resourceUsage().maxRSS / 1024);
const checked = checkAssignment(problem, solution.assigned);
console.log(
  `${cpu.toFixed(2)} s of CPU (${wall.toFixed(2)} s wall), gap ${solution.gapPct.toFixed(4)} %, ${solution.unplaced} unplaced, ` +
    `checker: ${checked.violations.length} violations, peak ${peak} MiB`,
);
if (problem.workloads <= 100_000) {
  const changed = change(problem);
  const warm = solve(changed, warmStart(problem, solution, changed));
  const cold = solve(changed);
  console.log(
    `  1 % changed: ${warm.cpu.toFixed(2)} s of CPU from the former placement, gap ${warm.solution.gapPct.toFixed(4)} %; ` +
      `${cold.cpu.toFixed(2)} s from nothing, gap ${cold.solution.gapPct.toFixed(4)} %; ratio ${(warm.cpu / cold.cpu).toFixed(2)}`,
  );
}
if (Number(highsSeconds) > 0) {
  const { default: loadHighs } = highsModule as unknown as { default: () => Promise<LegacyHighs> };
  const ours = objectiveOf(solution);
  for (const relaxed of [true, false]) {
    const highs = await loadHighs();
    const text = lpText(problem, { penalty: 1e5, relaxed });
    const before = process.cpuUsage();
    const found = highs.solve(text, { time_limit: Number(highsSeconds), mip_rel_gap: 1e-3 });
    const took = process.cpuUsage(before).user / 1e6;
    const above = ((ours - found.ObjectiveValue) / found.ObjectiveValue) * 100;
    console.log(
      `  HiGHS, ${relaxed ? 'linear relaxation' : 'whole numbers, to 0.1 %'}: ${found.Status}, ${took.toFixed(1)} s of CPU, ` +
        `${(took / cpu).toFixed(1)} × ours; our objective is ${above.toFixed(4)} % above its ${found.ObjectiveValue.toFixed(0)}`,
    );
  }
}
if (checked.violations.length > 0) process.exitCode = 1;
