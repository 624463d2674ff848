/** Real and composed files of others, from the folder that ISTHMUS_SHARED names; skipped, with the reason, without it. */

import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { FileImporter } from './provider.ts';

interface Sample {
  /** Below the folder; empty: the folder itself. */
  readonly path: string;
  readonly machines: number;
}

/** @param folder of samples/. */
export function describeSamples(folder: string, read: FileImporter['read'], samples: readonly Sample[]): void {
  const shared = process.env['ISTHMUS_SHARED'];
  const why = shared === undefined ? ' (skipped: ISTHMUS_SHARED is not set)' : '';
  describe.skipIf(shared === undefined)(`samples${why}`, () => {
    test.each(samples)('"$path": $machines machines', async ({ path, machines }) => {
      const names: string[] = [];
      const receipt = await read({
        path: join(shared ?? '', 'samples', folder, path),
        fileName: path === '' ? folder : path,
        sourceId: 'source-1',
        observedAt: '2026-11-22T00:00:00Z',
        onItem: (items) =>
          void names.push(...items.flatMap((item) => (item.type === 'workload' ? [item.observation.nativeId] : []))),
        onIssue: () => undefined,
      });
      expect(names).toHaveLength(machines);
      expect(receipt.counts['workloads']).toBe(machines);
    });
  });
}
