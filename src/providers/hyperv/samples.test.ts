/** Real and composed files of others, from the folder that ISTHMUS_SHARED names; skipped, with the reason, without it. */

import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readHyperv } from './read.ts';

const shared = process.env['ISTHMUS_SHARED'];
const FILES = [
  { path: '', machines: 6 },
  { path: 'scvmm-vm-one-full.json', machines: 1 },
  { path: 'forklift-batch-payloads.json', machines: 3 },
] as const;

describe.skipIf(shared === undefined)(
  `samples${shared === undefined ? ' (skipped: ISTHMUS_SHARED is not set)' : ''}`,
  () => {
    test.each(FILES)('"$path": $machines machines', async ({ path, machines }) => {
      const names: string[] = [];
      const receipt = await readHyperv({
        path: join(shared ?? '', 'samples', 'hyperv', path),
        fileName: path === '' ? 'hyperv' : path,
        sourceId: 'source-1',
        observedAt: '2026-11-22T00:00:00Z',
        onItem: (items) =>
          void names.push(...items.flatMap((item) => (item.type === 'workload' ? [item.observation.nativeId] : []))),
        onIssue: () => undefined,
      });
      expect(names).toHaveLength(machines);
      expect(receipt.counts['workloads']).toBe(machines);
    });
  },
);
