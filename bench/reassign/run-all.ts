/** All instances of a folder, each in a process of its own so that time and memory are its own, and a checker's verdict. */

import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { machineLine } from '../machine.ts';
import { InputFault } from './integers.ts';
import { KNOWN } from './known.ts';
import type { AllOptions } from './options.ts';
import type { RunFigures } from './run-one.ts';

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url));
const count = (value: number): string => Math.round(value).toLocaleString('en-GB');

interface Verdict {
  readonly feasible: boolean;
  readonly total?: number;
  readonly errors: readonly string[];
}

function instancesOf({ folder, only }: AllOptions): string[] {
  const names = readdirSync(folder)
    .flatMap((file) => /^model_(.+)\.txt$/.exec(file)?.slice(1) ?? [])
    .filter((name) => only === null || only.includes(name));
  const missing = only?.filter((name) => !names.includes(name)) ?? [];
  if (names.length === 0 || missing.length > 0) {
    throw new InputFault(`${folder}: no model_${missing[0] ?? 'NAME'}.txt`);
  }
  return names.toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }));
}

/** Differences are in per cent of the initial cost, as the challenge counted. */
function against(figures: RunFigures, other: number | null | undefined): string {
  if (other === null || other === undefined) return '–';
  return `${(((figures.cost - other) / figures.initial) * 100).toFixed(4)} %`;
}

/** False when a run failed or a plan was refused. */
export function runAll(options: AllOptions): boolean {
  const out = options.out ?? mkdtempSync(join(tmpdir(), 'reassign-'));
  mkdirSync(out, { recursive: true });
  console.log(machineLine());
  console.log(`seed ${options.seed}, ${options.threads} threads, ${options.streams} streams; plans in ${out}`);
  console.log(
    'differences are in per cent of the initial cost; S41: the challenge’s winner at 60 s on such a machine\n',
  );
  console.log('| instance | time | cost | bound | to best known | to S41 | checker | iterations/s | peak MiB |');
  console.log('|---|---|---|---|---|---|---|---|---|');
  let good = true;
  for (const name of instancesOf(options)) {
    for (const time of options.times) {
      const files = ['model', 'assignment'].map((kind) => join(options.folder, `${kind}_${name}.txt`));
      const plan = join(out, `solution_${name}_${time}s.txt`);
      const [model = '', initial = ''] = files;
      const figuresAsked = ['seed', 'threads', 'streams'] as const;
      const asked = ['--json', '--model', model, '--initial', initial, '--out', plan, '--time', String(time)];
      const run = spawnSync(
        process.execPath,
        [MAIN, ...asked, ...figuresAsked.flatMap((key) => [`--${key}`, String(options[key])])],
        { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] },
      );
      if (run.status !== 0) {
        console.log(`| ${name} | ${time} s | failed with ${run.status} | | | | | | |`);
        good = false;
        continue;
      }
      const figures = JSON.parse(run.stdout.trim().split('\n').at(-1) ?? '') as RunFigures;
      const verdict = options.checker === null ? null : check(options.checker, [...files, plan]);
      const said =
        verdict === null
          ? 'not asked'
          : verdict.feasible && verdict.total === figures.cost
            ? 'feasible, same cost'
            : `REFUSED: ${verdict.errors[0] ?? `it says ${verdict.total}`}`;
      if (said.startsWith('REFUSED')) good = false;
      console.log(
        `| ${name} | ${figures.seconds.toFixed(1)} s | ${count(figures.cost)} | ${count(figures.bound)} | ` +
          `${against(figures, KNOWN[name]?.best)} | ${against(figures, KNOWN[name]?.winnerAt60)} | ${said} | ` +
          `${count(figures.iterationsPerSecond)} | ${count(figures.peakMiB)} |`,
      );
    }
  }
  return good;
}

function check(checker: string, files: readonly string[]): Verdict {
  try {
    return JSON.parse(execFileSync(process.execPath, [checker, ...files], { encoding: 'utf8' })) as Verdict;
  } catch (error) {
    const { stdout } = error as { readonly stdout?: string };
    if (stdout?.startsWith('{') === true) return JSON.parse(stdout) as Verdict;
    return { feasible: false, errors: [String(error)] };
  }
}
