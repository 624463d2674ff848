/** The simulator behind the port: a platform that does not exist, which supplies every fact. */

import type { InventoryItem, Provider } from '../provider.ts';
import type { Source } from '../../core/model/estate.ts';
import { FACT_KEYS } from './fact-keys.ts';
import type { SimulatedEstate } from './estate.ts';
import { simulatorConnector } from './live/connector.ts';

export const simulatorProvider: Provider = {
  kind: 'simulator',
  title: 'Simulated estate',
  precedence: 50,
  invented: true,
  supplies: Object.fromEntries(FACT_KEYS.map((key) => [key, 'generated'])),
  live: simulatorConnector,
};

export interface ReadSimulatedRequest {
  readonly estate: SimulatedEstate;
  readonly signal?: AbortSignal;
  readonly onSource?: (source: Source) => Promise<void> | void;
  readonly onItem: (items: readonly InventoryItem[], source: Source) => Promise<void> | void;
  /** Fraction done, 0 to 1, and the phase in words. */
  readonly onProgress?: (fraction: number, phase: string) => void;
}

/** Streams every source of an estate through the same callbacks a file importer uses. Rejects when aborted. */
export async function readSimulated(request: ReadSimulatedRequest): Promise<{ readonly workloads: number }> {
  const total = request.estate.sources.reduce((sum, each) => sum + each.workloads, 0);
  let done = 0;
  for (const { source, items } of request.estate.sources) {
    await request.onSource?.(source);
    for (const batch of items()) {
      request.signal?.throwIfAborted();
      await request.onItem(batch, source);
      done += batch.filter((item) => item.type === 'workload').length;
      request.onProgress?.(total === 0 ? 1 : done / total, source.name);
    }
  }
  return { workloads: done };
}
