/** Cold start of the command line, beside the bare runtime. Usage: npm run bench:start */

import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { machineLine, quantile } from './machine.ts';

const RUNS = 25;
const entry = fileURLToPath(new URL('../bin/isthmus.mjs', import.meta.url));

function measure(args: readonly string[]): number[] {
  return Array.from({ length: RUNS }, () => {
    const before = performance.now();
    const { status } = spawnSync(process.execPath, args, { stdio: 'ignore' });
    if (status !== 0) throw new Error(`${args.join(' ')} exited ${status}`);
    return performance.now() - before;
  }).slice(2);
}

const cases: readonly [string, readonly string[]][] = [
  ['node -e 0', ['-e', '0']],
  ['isthmus --version', [entry, '--version']],
  ['isthmus get --help', [entry, 'get', '--help']],
  ['isthmus --help', [entry, '--help']],
];
const base = quantile(measure(cases[0]?.[1] ?? []), 0.5);
process.stdout.write(`${machineLine()}\n`);
process.stdout.write('case                  median ms   p95 ms   × bare runtime\n');
for (const [name, args] of cases) {
  const times = measure(args);
  const median = quantile(times, 0.5);
  process.stdout.write(
    `${name.padEnd(20)}  ${median.toFixed(0).padStart(9)}  ${quantile(times, 0.95).toFixed(0).padStart(7)}  ${(median / base).toFixed(2).padStart(15)}\n`,
  );
}
