/** A file of which a part cannot be read must not take machines away. */

import { afterAll, beforeAll, expect, it } from 'vitest';
import { testContext } from '../../test/support/database.ts';
import { observationOf } from '../core/model/workload.fixture.ts';
import type { ImportIssue, Provider } from '../providers/provider.ts';
import type { OwnedContext } from './context.ts';
import { importFile } from './import-file.ts';
import type { ImportOutcome } from './import-items.ts';
import { listWorkloads } from './list-workloads.ts';

let context: OwnedContext;
beforeAll(async () => {
  context = await testContext();
});
afterAll(() => context[Symbol.asyncDispose]());

const UNREAD: ImportIssue = {
  severity: 'error',
  code: 'FILE_NOT_READ',
  where: 'b.xml',
  message: 'b.xml is cut off',
  fix: 'Write it again.',
  skipped: true,
  incomplete: true,
};

function importing(names: readonly string[], issues: readonly ImportIssue[], force = false): Promise<ImportOutcome> {
  const provider: Provider = {
    kind: 'halves',
    title: 'Halves',
    precedence: 50,
    supplies: { name: 'the file' },
    file: {
      accepts: 'nothing',
      extensions: [],
      async read({ sourceId, fileName, observedAt, onItem, onIssue }) {
        for (const name of names)
          await onItem([{ type: 'workload', observation: observationOf(sourceId, name, {}, { name }) }]);
        issues.forEach(onIssue);
        return {
          providerKind: 'halves',
          fileName,
          sha256: names.join('').padEnd(64, '0'),
          sizeBytes: 1,
          observedAt,
          parts: [],
          counts: { workloads: names.length },
          missing: [],
          issueCounts: { error: issues.length, warning: 0, info: 0 },
          skippedRows: 0,
          bytesSent: 0,
        };
      },
    },
  };
  const request = { providerKind: 'halves', path: '/none', fileName: 'folder.zip', sourceName: 'a', force };
  return importFile(context, request, [provider]);
}

const total = async (): Promise<number> => (await listWorkloads(context, { limit: 1 })).total;

it('is refused while it would take machines away, names what was not read, and is taken on purpose', async () => {
  await importing(['a', 'b', 'c'], []);
  await expect(importing(['a', 'b'], [UNREAD])).rejects.toMatchObject({
    code: 'IST-2227',
    causes: [{ where: 'b.xml' }],
  });
  expect(await total()).toBe(3);
  // Nothing goes: what could be read is taken.
  await importing(['a', 'b', 'c', 'd'], [UNREAD]);
  expect(await total()).toBe(4);
  await importing(['a', 'b'], [UNREAD], true);
  expect(await total()).toBe(2);
  // One machine less in a whole listing is one machine less.
  await importing(['a'], []);
  expect(await total()).toBe(1);
});
