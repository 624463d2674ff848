/** Real and composed files of others, from the folder that ISTHMUS_SHARED names; skipped, with the reason, without it. */

import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readFacts } from './read.ts';

const shared = process.env['ISTHMUS_SHARED'];
const FILES = [{ path: '', machines: 7 }] as const;

describe.skipIf(shared === undefined)(
  `samples${shared === undefined ? ' (skipped: ISTHMUS_SHARED is not set)' : ''}`,
  () => {
    test.each(FILES)('"$path": $machines machines', async ({ path, machines }) => {
      const names: string[] = [];
      const receipt = await readFacts({
        path: join(shared ?? '', 'samples', 'ansible', path),
        fileName: path === '' ? 'ansible' : path,
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
