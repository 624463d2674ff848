/** Loads the generated demo estate: several invented sources, read through the same road as real ones. */

import { digestOf } from '../core/evidence/digest.ts';
import type { Source } from '../core/model/estate.ts';
import type { InventoryItem, Receipt } from '../providers/provider.ts';
import { generateEstate } from '../providers/simulator/estate.ts';
import type { SimulatedEstate } from '../providers/simulator/estate.ts';
import { readSimulated } from '../providers/simulator/provider.ts';
import type { ServiceContext } from './context.ts';
import { importSources } from './import-items.ts';
import type { ImportOutcome } from './import-items.ts';

export interface ImportDemoRequest {
  readonly seed: number;
  /** Distinct workloads, 10 to 200,000. */
  readonly workloads: number;
}

/** Throws RangeError outside those limits. The answer's receipt is of all its sources together. */
export async function importDemo(context: ServiceContext, request: ImportDemoRequest): Promise<ImportOutcome> {
  const estate = generateEstate({ ...request, observedAt: context.clock().toISOString() });
  const reason = `demo estate, seed ${request.seed}, ${request.workloads} workloads`;
  return importSources(context, reason, async (open, progress) => {
    const counts = new Map<string, Record<string, number>>();
    const take = async (items: readonly InventoryItem[], source: Source): Promise<void> => {
      const counted = counts.get(source.id) ?? {};
      for (const { type } of items) counted[type] = (counted[type] ?? 0) + 1;
      counts.set(source.id, counted);
      await (await open(source)).items(items);
    };
    await readSimulated({
      estate,
      ...(context.signal !== undefined && { signal: context.signal }),
      onItem: take,
      onProgress: progress,
    });
    for (const { source } of estate.sources) await take(dependenciesOf(estate, source), source);
    return estate.sources.map(({ source }) => ({
      source,
      receipt: receiptOf(request, source, counts.get(source.id) ?? {}),
    }));
  });
}

/** Both ends as the sources call them; making the estate turns them into workload ids. */
function dependenciesOf(estate: SimulatedEstate, source: Source): InventoryItem[] {
  return estate.dependencies
    .filter(({ from }) => from.sourceId === source.id)
    .map(({ from, to, ...rest }) => ({
      type: 'dependency',
      dependency: {
        ...rest,
        fromWorkloadId: `${from.sourceId}|${from.nativeId}`,
        toWorkloadId: `${to.sourceId}|${to.nativeId}`,
        sourceId: source.id,
      },
    }));
}

/** There is no file: what is digested is what the estate is generated from. */
function receiptOf(request: ImportDemoRequest, source: Source, counts: Readonly<Record<string, number>>): Receipt {
  return {
    providerKind: source.providerKind,
    fileName: `demo: ${source.name}`,
    sha256: digestOf({ ...request, source: source.id, observedAt: source.observedAt }).slice('sha256:'.length),
    sizeBytes: 0,
    observedAt: source.observedAt,
    parts: Object.entries(counts).map(([name, rows]) => ({ name, rows, handling: 'read' })),
    counts,
    missing: [],
    issueCounts: { error: 0, warning: 0, info: 0 },
    skippedRows: 0,
    bytesSent: 0,
  };
}
