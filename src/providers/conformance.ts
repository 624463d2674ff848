/**
 * The suite every kind of provider passes. Called from the provider's own test with files it can read:
 *
 *   describeProvider(rvtoolsProvider, [{ name: 'small export', file: (folder) => writeExport(folder) }]);
 *   describeProvider(simulatorProvider, [], [{ name: 'in memory', open: () => ({ settings: {}, secrets: {} }), … }]);
 *
 * A facet that a provider lacks is spelled out as not supported instead of being passed over.
 */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { digestOf } from '../core/evidence/digest.ts';
import { expectEntityIds, expectValid, ISO, MAX_BATCH, observationsOf } from './conformance-checks.ts';
import { describeLive } from './conformance-live.ts';
import type { LiveCase } from './conformance-live.ts';
import type { FileImporter, ImportIssue, InventoryItem, Provider, Receipt } from './provider.ts';

export interface ProviderCase {
  readonly name: string;
  /** Writes what is to be read into an empty folder; answers its path. */
  readonly file: (folder: string) => Promise<string>;
  /** Texts that stand in the file and must not come out of it: keys, passwords. */
  readonly secrets?: readonly string[];
  /** How many workloads it holds. */
  readonly workloads: number;
}

const OBSERVED_AT = '2026-11-22T00:00:00Z';

interface Heard {
  readonly receipt: Receipt;
  readonly items: InventoryItem[];
  readonly issues: ImportIssue[];
  readonly batches: number[];
  readonly fractions: number[];
}

export function describeProvider(
  provider: Provider,
  cases: readonly ProviderCase[],
  liveCases: readonly LiveCase[] = [],
): void {
  describe(`provider ${provider.kind}`, () => {
    test('says who it is', () => {
      expect(provider.kind).toMatch(/^[a-z][a-z0-9-]*$/);
      expect(provider.title.trim()).not.toBe('');
      if (provider.platform !== undefined) expect(provider.platform).toMatch(/^[a-z][a-z0-9-]*$/);
      expect(Number.isFinite(provider.precedence)).toBe(true);
    });

    test('says where each fact it supplies comes from', () => {
      expect(Object.keys(provider.supplies).length).toBeGreaterThan(0);
      for (const [path, place] of Object.entries(provider.supplies)) {
        expect(path).toMatch(/^[a-zA-Z]+(\[\])?(\.[a-zA-Z]+)*$/);
        expect(place.trim(), path).not.toBe('');
      }
    });

    if (provider.file === undefined) describeNoFiles(cases);
    else describeFiles(provider, provider.file, cases);
    describeLive(provider, liveCases);
  });
}

function describeNoFiles(cases: readonly ProviderCase[]): void {
  test('reads no files: not supported by this kind, so no case names one', () => {
    expect(cases).toEqual([]);
  });
}

function describeFiles(provider: Provider, importer: FileImporter, cases: readonly ProviderCase[]): void {
  test('says what files it reads', () => {
    expect(importer.accepts.trim()).not.toBe('');
    for (const extension of importer.extensions) expect(extension).toMatch(/^\.[a-z0-9]+$/);
  });

  test('refuses a file that is not there with a code, a message and a hint', async () => {
    await inFolder(async (folder) => {
      const reading = importer.read(request(join(folder, 'none')));
      await expect(reading).rejects.toMatchObject({
        code: expect.stringMatching(/^IST-1\d{3}$/),
        hint: expect.stringMatching(/./),
      });
    });
  });

  describe.each(cases)('reading $name', (providerCase) => {
    test('hands over valid observations in batches of bounded size', async () => {
      const { items, batches, receipt } = await hear(importer, providerCase);
      expect(Math.max(...batches)).toBeLessThanOrEqual(MAX_BATCH);
      expect(batches).not.toContain(0);
      const observations = observationsOf(items);
      expect(observations).toHaveLength(providerCase.workloads);
      expect(receipt.counts.workloads).toBe(providerCase.workloads);
      for (const observation of observations) expectValid(provider, observation);
      const keys = observations.map(({ scope, nativeId }) => `${scope ?? ''}/${nativeId}`);
      expect(new Set(keys).size, 'native ids are unique in their scope').toBe(keys.length);
    });

    test('gives every host, cluster, network and datastore one stable id', async () => {
      const { items } = await hear(importer, providerCase);
      expectEntityIds(items);
    });

    test('says the same about the same file', async () => {
      const [first, second] = [await hear(importer, providerCase), await hear(importer, providerCase)];
      expect(digestOf(first.items)).toBe(digestOf(second.items));
      expect(digestOf(first.issues)).toBe(digestOf(second.issues));
      expect({ ...first.receipt }).toEqual({ ...second.receipt });
    });

    test('reports issues with their place and what to do, and counts them', async () => {
      const { issues, receipt } = await hear(importer, providerCase);
      const counts = { error: 0, warning: 0, info: 0 };
      for (const issue of issues) {
        counts[issue.severity]++;
        expect(issue.code).toMatch(/^[A-Z][A-Z0-9_]+$/);
        for (const text of [issue.where, issue.message, issue.fix]) expect(text.trim()).not.toBe('');
      }
      expect(receipt.issueCounts).toEqual(counts);
    });

    test('gives a receipt that adds up', async () => {
      const { receipt, fractions } = await hear(importer, providerCase);
      expect(receipt.providerKind).toBe(provider.kind);
      expect(receipt.sha256).toMatch(/^[0-9a-f]{64}$/);
      expect(receipt.sizeBytes).toBeGreaterThan(0);
      expect(receipt.observedAt).toMatch(ISO);
      expect(receipt.bytesSent).toBe(0);
      expect(receipt.parts.length).toBeGreaterThan(0);
      for (const { cost, part } of receipt.missing) expect(`${part}${cost}`.trim()).not.toBe('');
      for (const fraction of fractions) expect(fraction >= 0 && fraction <= 1).toBe(true);
      expect(fractions.toSorted((a, b) => a - b)).toEqual(fractions);
    });

    test('lets no secret out', async () => {
      const { items, issues, receipt } = await hear(importer, providerCase);
      const everything = JSON.stringify({ items, issues, receipt });
      for (const secret of providerCase.secrets ?? []) expect(everything.includes(secret)).toBe(false);
    });

    test('stops when it is told to, before and in the middle', async () => {
      await inFolder(async (folder) => {
        const path = await providerCase.file(folder);
        await expect(importer.read({ ...request(path), signal: AbortSignal.abort(new Error('stop')) })).rejects.toThrow(
          'stop',
        );
        const controller = new AbortController();
        let batches = 0;
        const onItem = (): void => {
          batches++;
          controller.abort(new Error('enough'));
        };
        const reading = importer.read({ ...request(path), signal: controller.signal, onItem });
        // A file of one batch may end before the signal is looked at again.
        await reading.catch((error: unknown) => expect(error).toMatchObject({ message: 'enough' }));
        expect(batches).toBe(1);
      });
    });

    test('waits for its consumer', async () => {
      await inFolder(async (folder) => {
        const path = await providerCase.file(folder);
        let busy = 0;
        let most = 0;
        const onItem = async (): Promise<void> => {
          most = Math.max(most, ++busy);
          await new Promise((resolve) => setImmediate(resolve));
          busy--;
        };
        await importer.read({ ...request(path), onItem });
        expect(most).toBe(1);
        expect(busy).toBe(0);
      });
    });

    test("passes its consumer's failure on", async () => {
      await inFolder(async (folder) => {
        const path = await providerCase.file(folder);
        const onItem = (): never => {
          throw new Error('store is full');
        };
        await expect(importer.read({ ...request(path), onItem })).rejects.toThrow('store is full');
      });
    });
  });
}

function request(path: string): Parameters<FileImporter['read']>[0] {
  return {
    path,
    fileName: 'file',
    sourceId: 'source-1',
    observedAt: OBSERVED_AT,
    onItem: () => undefined,
    onIssue: () => undefined,
  };
}

async function hear(importer: FileImporter, { file }: ProviderCase): Promise<Heard> {
  return inFolder(async (folder) => {
    const items: InventoryItem[] = [];
    const issues: ImportIssue[] = [];
    const batches: number[] = [];
    const fractions: number[] = [];
    const receipt = await importer.read({
      ...request(await file(folder)),
      onItem: (batch) => {
        batches.push(batch.length);
        items.push(...batch);
      },
      onIssue: (issue) => void issues.push(issue),
      onProgress: (fraction) => void fractions.push(fraction),
    });
    return { receipt, items, issues, batches, fractions };
  });
}

async function inFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'isthmus-provider-'));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}
