/** One run of the published GPU trace, judged by a checker that shares no code with the planner. */

import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { checkRun, runOffline, runOnline } from '../../bench/gpu/replay.ts';
import { experiment, nodesFile, podsFile, readNodes, readPods } from '../../bench/gpu/trace.ts';
import { bidPricePolicy } from '../../src/core/placement/gpu/policies/bid-price.ts';
import { fgdPolicy } from '../../src/core/placement/gpu/policies/fgd.ts';

const shared = process.env.ISTHMUS_SHARED ?? '';
const data = join(shared, 'bench-data', 'alibaba-gpu-2023');
const checker = join(shared, 'tools', 'gpu-check.mjs');
const ready = shared !== '' && existsSync(data) && existsSync(checker);
if (!ready) process.stderr.write('contract test of the GPU trace skipped: ISTHMUS_SHARED has no trace and checker\n');

describe.runIf(ready)('default GPU trace, seed 42', () => {
  const folder = mkdtempSync(join(tmpdir(), 'isthmus-gpu-trace-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const files = { nodes: join(folder, 'nodes.csv'), pods: join(folder, 'pods.csv'), run: join(folder, 'run.csv') };
  const input = { nodes: ready ? nodesFile(data) : '', pods: ready ? podsFile(data, 'default') : '' };
  const one = experiment(readNodes(input.nodes), readPods(input.pods), 42);

  it.each([
    ['FGD', () => runOnline(one, fgdPolicy, 42), 95.1],
    ['bid prices', () => runOnline(one, bidPricePolicy, 42), 96],
    ['the whole queue known', () => runOffline(one, 42, 20_000), 97.5],
  ])('%s', (_, run, atLeast) => {
    const { lines, allocationPercent } = run();
    writeFileSync(files.nodes, input.nodes);
    writeFileSync(files.pods, input.pods);
    writeFileSync(files.run, lines);
    const verdict = checkRun(checker, files.nodes, files.pods, files.run);
    expect(verdict).toMatchObject({ valid: true });
    expect(verdict.allocationPercent).toBeCloseTo(allocationPercent, 3);
    expect(verdict.allocationPercent).toBeGreaterThan(atLeast);
  });
});
