/**
 * The placement problem as a mixed-integer programme in the text form that solvers read. Columns: x{i}_{j} workload i at
 * site j, u{i} left out, g{a}_{j} application a uses site j, s{a} further sites of it, o{n} excess above soft cap slot n,
 * z{n} soft link n broken.
 */

import type { Problem } from './problem.ts';
import { preferenceUsd } from './state.ts';

export interface LpOptions {
  /** USD for each workload left out; Infinity: all of `include` are placed. */
  readonly penalty: number;
  /** True: fractions are allowed; the optimum is then a bound. */
  readonly relaxed: boolean;
  /** Workloads that take part. */
  readonly include?: (workload: number) => boolean;
}

interface Model {
  readonly objective: string[];
  readonly rows: string[];
  readonly binary: string[];
}

export function lpText(problem: Problem, options: LpOptions): string {
  const model: Model = { objective: [], rows: [], binary: [] };
  const include = options.include ?? (() => true);
  writeChoices(problem, options, include, model);
  writeCapacities(problem, include, model);
  if (problem.splitUsdPerMonth > 0) writeGroups(problem, include, model);
  writeCaps(problem, include, model);
  writeLinks(problem, include, model);
  const rows = model.rows.map((row, index) => `r${index}: ${row}`);
  const integer = options.relaxed || model.binary.length === 0 ? '' : `Binary\n ${model.binary.join('\n ')}\n`;
  // A long line is no trouble to HiGHS, but the format allows 510 characters: one term a line.
  const objective = model.objective.length === 0 ? '0 nothing' : model.objective.join('\n + ');
  return `Minimize\n obj: ${objective}\nSubject To\n ${rows.join('\n ')}\n${integer}End\n`;
}

function feasible(problem: Problem, workload: number, site: number): boolean {
  return problem.cost[workload * problem.sites + site] !== Infinity;
}

function writeChoices(problem: Problem, options: LpOptions, include: (w: number) => boolean, model: Model): void {
  for (let i = 0; i < problem.workloads; i += 1) {
    if (!include(i)) continue;
    const terms: string[] = [];
    if (options.penalty < Infinity) {
      model.objective.push(`${options.penalty} u${i}`);
      terms.push(`u${i}`);
      model.binary.push(`u${i}`);
    }
    for (let j = 0; j < problem.sites; j += 1) {
      if (!feasible(problem, i, j)) continue;
      const usd = (problem.cost[i * problem.sites + j] ?? 0) + preferenceUsd(problem, i, j);
      model.objective.push(`${usd} x${i}_${j}`);
      terms.push(`x${i}_${j}`);
      model.binary.push(`x${i}_${j}`);
    }
    if (terms.length > 0) model.rows.push(`${terms.join('\n + ')} = 1`);
  }
}

function writeCapacities(problem: Problem, include: (w: number) => boolean, model: Model): void {
  const resources = problem.resources.length;
  for (let at = 0; at < problem.limit.length; at += 1) {
    const limit = problem.limit[at] ?? Infinity;
    if (limit === Infinity) continue;
    const [j, k] = [Math.floor(at / resources), at % resources];
    const terms: string[] = [];
    for (let i = 0; i < problem.workloads; i += 1) {
      const need = problem.need[i * resources + k] ?? 0;
      if (need > 0 && feasible(problem, i, j) && include(i)) terms.push(`${need} x${i}_${j}`);
    }
    if (terms.length > 0) model.rows.push(`${terms.join('\n + ')} <= ${limit}`);
  }
}

function writeGroups(problem: Problem, include: (w: number) => boolean, model: Model): void {
  const used = new Set<number>();
  for (let i = 0; i < problem.workloads; i += 1) {
    const group = problem.group[i] ?? -1;
    if (group < 0 || !include(i)) continue;
    used.add(group);
    for (let j = 0; j < problem.sites; j += 1) {
      if (feasible(problem, i, j)) model.rows.push(`x${i}_${j} - g${group}_${j} <= 0`);
    }
  }
  for (const group of [...used].sort((a, b) => a - b)) {
    const sites = Array.from({ length: problem.sites }, (_, j) => `g${group}_${j}`);
    model.objective.push(`${problem.splitUsdPerMonth} s${group}`);
    // s ≥ number of sites used − 1, and s ≥ 0 by default.
    model.rows.push(`${sites.join('\n + ')} - s${group} <= 1`);
    model.binary.push(...sites);
  }
}

function writeCaps(problem: Problem, include: (w: number) => boolean, model: Model): void {
  let slot = 0;
  for (const cap of problem.caps) {
    for (const [bucket, most] of cap.most.entries()) {
      slot += 1;
      if (most === Infinity) continue;
      const terms: string[] = [];
      for (const [at, i] of cap.members.entries()) {
        const weight = cap.weight === null ? 1 : (cap.weight[at] ?? 0);
        if (weight === 0 || !include(i)) continue;
        for (let j = 0; j < problem.sites; j += 1) {
          if (cap.bucket[j] === bucket && feasible(problem, i, j)) terms.push(`${weight} x${i}_${j}`);
        }
      }
      if (terms.length === 0) continue;
      const soft = cap.excessUsdPerMonth < Infinity;
      if (soft) model.objective.push(`${cap.excessUsdPerMonth} o${slot}`);
      model.rows.push(`${terms.join('\n + ')}${soft ? ` - o${slot}` : ''} <= ${most}`);
    }
  }
}

/** For each site of the one: it is not there, or the other is nowhere far from it. */
function writeLinks(problem: Problem, include: (w: number) => boolean, model: Model): void {
  for (const [index, { a, b, class: kind, breakUsdPerMonth }] of problem.links.entries()) {
    if (!include(a) || !include(b)) continue;
    const near = problem.near[kind];
    const soft = breakUsdPerMonth < Infinity;
    if (soft) model.objective.push(`${breakUsdPerMonth} z${index}`);
    for (let j = 0; j < problem.sites; j += 1) {
      if (!feasible(problem, a, j)) continue;
      const far: string[] = [];
      for (let other = 0; other < problem.sites; other += 1) {
        if (near?.[j * problem.sites + other] !== 1 && feasible(problem, b, other)) far.push(`x${b}_${other}`);
      }
      if (far.length > 0) model.rows.push(`x${a}_${j}\n + ${far.join('\n + ')}${soft ? ` - z${index}` : ''} <= 1`);
    }
  }
}
