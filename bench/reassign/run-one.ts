/** One instance, one run: read, search, check, write. */

import { loadavg } from 'node:os';
import type { HostsPlan } from '../../src/core/placement/hosts/solve.ts';
import { searchHosts } from '../../src/threads/hosts/search.ts';
import { machineLine } from '../machine.ts';
import { checkPlan, simpleBound } from './check-plan.ts';
import { InputFault } from './integers.ts';
import type { RunOptions } from './options.ts';
import { writeAssignment } from './read-assignment.ts';
import { readModel } from './read-model.ts';

export interface RunFigures {
  readonly initial: number;
  readonly cost: number;
  readonly bound: number;
  readonly moved: number;
  readonly iterations: number;
  readonly iterationsPerSecond: number;
  readonly readSeconds: number;
  readonly seconds: number;
  readonly peakMiB: number;
}

/** Since the process started, loading of the program and reading of the files included. */
const elapsed = (): number => performance.now() / 1000;
const count = (value: number): string => Math.round(value).toLocaleString('en-GB');

/** Share of the cost that is proved to be avoidable by nobody; "–" when there is no bound to speak of. */
function gapText(cost: number, bound: number): string {
  if (cost === bound) return '0 % (proved best)';
  return bound > 0 ? `${(((cost - bound) / bound) * 100).toFixed(3)} %` : '–';
}

/** Throws InputFault for bad input. Returns false when the plan found is not what the search said it is. */
export async function runOne(options: RunOptions): Promise<boolean> {
  const stopped = new AbortController();
  let stoppedAt = Infinity;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      // One key press often arrives twice: from the terminal, and handed on by npm.
      if (elapsed() - stoppedAt > 1) process.exit(130);
      if (stopped.signal.aborted) return;
      stoppedAt = elapsed();
      console.log(`${signal}: stops and writes the best plan so far; once more after a second ends it at once`);
      stopped.abort();
    });
  }
  console.log(`${machineLine()}, load ${loadavg()[0]?.toFixed(1)}`);
  const problem = readModel(options.model, options.initial);
  const readSeconds = elapsed();
  console.log(
    `${count(problem.workloads)} processes × ${count(problem.hosts)} machines × ${problem.resources} resources, ` +
      `${count(problem.services)} services, read ${readSeconds.toFixed(2)} s after the start of the process`,
  );
  const initial = checkPlan(problem, problem.initial);
  const checkSeconds = elapsed() - readSeconds;
  if (initial.violations.length > 0) {
    throw new InputFault(`${options.initial}: the initial plan breaks rules: ${initial.violations.join('; ')}`);
  }
  const bound = simpleBound(problem);
  console.log(`initial cost ${count(initial.cost)}, lower bound ${count(bound)}`);

  // What is left to do after the search takes about as long as the first check did, and the machine may be busy.
  const reserve = 0.15 + 3 * checkSeconds;
  const begun = elapsed();
  let told = 0;
  const plan: HostsPlan = await searchHosts(problem, {
    seed: options.seed,
    streams: options.iterations === null ? Math.max(options.streams, options.threads) : options.streams,
    threads: options.threads,
    limit:
      options.iterations === null
        ? { untilMs: performance.timeOrigin + ((options.seconds ?? 0) - reserve) * 1000 }
        : { iterations: options.iterations },
    signal: stopped.signal,
    onProgress: ({ cost, iterations }) => {
      // Without --progress ever more rarely: the curve flattens.
      if (!options.progress && elapsed() < told * 1.5) return;
      told = elapsed();
      console.log(`${told.toFixed(1)} s  ${count(cost)}  ${gapText(cost, bound)}  ${count(iterations)} iterations`);
    },
  });
  const searched = elapsed() - begun;
  const found = checkPlan(problem, plan.assigned);
  if (found.violations.length > 0) {
    console.error(`The plan found breaks rules and is not written; this is a defect: ${found.violations.join('; ')}`);
    return false;
  }
  writeAssignment(options.out, plan.assigned);
  if (found.cost !== plan.cost) {
    console.error(`The search says its plan costs ${plan.cost}; it costs ${found.cost}; this is a defect.`);
  }
  const figures: RunFigures = {
    initial: initial.cost,
    cost: found.cost,
    bound,
    moved: found.moved,
    iterations: plan.iterations,
    iterationsPerSecond: plan.iterations / searched,
    readSeconds,
    seconds: elapsed(),
    peakMiB: process.resourceUsage().maxRSS / 1024,
  };
  console.log(
    `cost ${count(found.cost)}, gap ${gapText(found.cost, bound)}, ${count(found.moved)} moved; ` +
      `${count(figures.iterationsPerSecond)} iterations/s, ${figures.seconds.toFixed(2)} s all told, peak ${count(figures.peakMiB)} MiB; ` +
      `seed ${options.seed}, ${options.threads} threads, ${options.streams} streams`,
  );
  if (options.json) console.log(JSON.stringify(figures));
  return found.cost === plan.cost;
}
