/**
 * GPU placement on the published trace, against the published policies.
 *
 *   npm run bench:gpu -- --data DIR [--traces default,…|all] [--seeds 42-51] [--policies fgd,bid-price,…]
 *                        [--offline] [--iterations N] [--checker FILE] [--out DIR]
 *
 * DIR holds the trace's CSV files, plain or packed with xz; without it, ISTHMUS_SHARED names the folder above. Every run
 * is written as CSV and, with a checker, judged by it. Times are CPU time of one thread; preparation (prices, tables) is
 * counted in the rate, reading and writing are not.
 */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { policyNamed, POLICIES } from '../../src/core/placement/gpu/policies/registry.ts';
import { machineLine } from '../machine.ts';
import { publishedMean } from './published.ts';
import { checkRun, runOffline, runOnline } from './replay.ts';
import type { Run } from './replay.ts';
import { experiment, nodesFile, podsFile, readNodes, readPods, traceNames } from './trace.ts';

const shared = process.env.ISTHMUS_SHARED;
const { values: options } = parseArgs({
  options: {
    data: { type: 'string', default: shared === undefined ? '' : join(shared, 'bench-data', 'alibaba-gpu-2023') },
    traces: { type: 'string', default: 'default' },
    seeds: { type: 'string', default: '42-51' },
    policies: { type: 'string', default: POLICIES.map(({ name }) => name).join(',') },
    offline: { type: 'boolean', default: false },
    iterations: { type: 'string', default: '100000' },
    checker: { type: 'string', default: shared === undefined ? '' : join(shared, 'tools', 'gpu-check.mjs') },
    out: { type: 'string', default: '' },
  },
});

function wrong(text: string): never {
  console.error(text);
  process.exit(64);
}

const { data, checker } = options;
if (data === '')
  wrong('--data DIR: the folder with openb_node_list_gpu_node.csv and openb_pod_list_*.csv, or packed .xz');
const range = /^(\d+)(?:-(\d+))?$/.exec(options.seeds);
if (range === null) wrong(`--seeds ${options.seeds}: a number, or two with a dash between them`);
const seeds: number[] = [];
for (let seed = Number(range[1]); seed <= Number(range[2] ?? range[1]); seed += 1) seeds.push(seed);
const policies =
  options.policies === ''
    ? []
    : options.policies.split(',').map((name) => policyNamed(name) ?? wrong(`--policies ${name}: no such policy`));
const iterations = Number(options.iterations);
if (!Number.isInteger(iterations) || iterations < 0) wrong(`--iterations ${options.iterations}: a whole number`);
const traces = options.traces === 'all' ? traceNames(data) : options.traces.split(',');

const scratch = mkdtempSync(join(tmpdir(), 'isthmus-gpu-'));
const out = options.out === '' ? scratch : options.out;
mkdirSync(out, { recursive: true });
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));

const nodesCsv = nodesFile(data);
const nodes = readNodes(nodesCsv);
const nodesPath = join(scratch, 'nodes.csv');
writeFileSync(nodesPath, nodesCsv);

const mean = (numbers: readonly number[]): number => numbers.reduce((sum, n) => sum + n, 0) / numbers.length;
function deviation(numbers: readonly number[]): number {
  const middle = mean(numbers);
  return numbers.length < 2
    ? 0
    : Math.sqrt(numbers.reduce((sum, n) => sum + (n - middle) ** 2, 0) / (numbers.length - 1));
}

let refused = 0;
let judged = 0;

function summary(trace: string, podsPath: string, name: string, run: (seed: number) => Run): void {
  const runs = seeds.map((seed) => {
    const result = run(seed);
    const path = join(out, `${trace}-${name}-${seed}.csv`);
    writeFileSync(path, result.lines);
    if (checker === '') return result;
    const verdict = checkRun(checker, nodesPath, podsPath, path);
    judged += 1;
    const agrees = Math.abs(verdict.allocationPercent - result.allocationPercent) < 1e-3;
    if (!verdict.valid || !agrees) {
      refused += 1;
      console.error(`${trace} ${name} seed ${seed}: checker says ${verdict.text}`);
    }
    return result;
  });
  const percents = runs.map(({ allocationPercent }) => allocationPercent);
  const decisions = runs.reduce((sum, run) => sum + run.decisions, 0);
  const prepare = runs.reduce((sum, run) => sum + run.prepareSeconds, 0);
  const decide = runs.reduce((sum, run) => sum + run.decideSeconds, 0);
  const published = publishedMean(trace, name);
  const bounds = runs.flatMap(({ boundPercent }) => boundPercent ?? []);
  console.log(
    [
      trace.padEnd(12),
      name.padEnd(15),
      mean(percents).toFixed(2).padStart(6),
      `(${deviation(percents).toFixed(2)})`,
      published === undefined
        ? '      –        '
        : `${published.toFixed(2)} (${(mean(percents) - published).toFixed(2).padStart(5)})`,
      name === 'offline'
        ? `bound ${mean(bounds).toFixed(2)}, gap ${((1 - mean(percents) / mean(bounds)) * 100).toFixed(2)} %, ${(decide / runs.length).toFixed(2)} s a run`
        : `${Math.round(decisions / (prepare + decide)).toLocaleString('en')} decisions/s (${Math.round((prepare / runs.length) * 1000)} ms of ${Math.round(((prepare + decide) / runs.length) * 1000)} preparing)`,
    ].join('  '),
  );
}

const minutes = (): string => loadavg()[0]?.toFixed(1) ?? '?';
console.log(`${machineLine()}; load ${minutes()}`);
console.log(
  `seeds ${options.seeds}, arrivals to 130 % of ${nodes.reduce((sum, { gpus }) => sum + gpus, 0)} GPUs, ${checker === '' ? 'no checker' : checker}`,
);
console.log('trace         policy          allocated %, mean (sd)  published (ours − published)  CPU time, one thread');
for (const trace of traces) {
  const podsCsv = podsFile(data, trace);
  const pods = readPods(podsCsv);
  const podsPath = join(scratch, `${trace}.csv`);
  writeFileSync(podsPath, podsCsv);
  for (const policy of policies) {
    summary(trace, podsPath, policy.name, (seed) => runOnline(experiment(nodes, pods, seed), policy, seed));
  }
  if (options.offline) {
    summary(trace, podsPath, 'offline', (seed) => runOffline(experiment(nodes, pods, seed), seed, iterations));
  }
}
console.log(
  checker === ''
    ? 'No run was judged: give --checker.'
    : `Checker: ${judged - refused} of ${judged} runs valid with the same allocation; load ${minutes()}`,
);
process.exitCode = refused > 0 ? 1 : 0;
