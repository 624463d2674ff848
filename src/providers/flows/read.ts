/** Reads flow records from start to end: parts, edges, dependencies in batches, receipt. */

import { edgeConfidencePct, evidenceText } from '../../core/applications/confidence.ts';
import { failure } from '../../core/errors/registry.ts';
import type { Dependency, FlowEvidence } from '../../core/model/estate.ts';
import { DEFAULT_LIMITS } from '../../formats/limits.ts';
import type { FormatLimits } from '../../formats/limits.ts';
import type { FileImportRequest, InventoryItem, Receipt, ReceiptPart } from '../provider.ts';
import { Aggregator, FLOW_LIMITS } from './aggregate.ts';
import type { Edge, FlowLimits } from './aggregate.ts';
import type { NamedColumns } from './columns.ts';
import { columnsFile, isColumnsFile } from './columns-file.ts';
import { reportEdges } from './findings.ts';
import { Findings } from './issues.ts';
import { openFlows } from './open.ts';
import { PartReader } from './parts.ts';

export const KIND = 'flows';
const BATCH = 500;
/** Share of the work that is reading; the rest is handing over edges. */
const READING_SHARE = 0.9;

export interface ReadOptions {
  /** Headers that hold what, where the guess would be wrong. */
  readonly columns?: NamedColumns;
  readonly limits?: FormatLimits & FlowLimits;
}

/**
 * Throws IST-1001 to IST-1014, and the signal's reason when it is aborted. Everything about single rows is an issue.
 */
export async function readFlows(request: FileImportRequest, options: ReadOptions = {}): Promise<Receipt> {
  const { fileName, signal } = request;
  const limits = options.limits ?? { ...DEFAULT_LIMITS, ...FLOW_LIMITS };
  const findings = new Findings(request.onIssue);
  const edges = new Aggregator(limits);
  const reader = new PartReader(edges, findings, limits);
  const opened = await openFlows(request.path, fileName, limits, signal);
  try {
    const parts: ReceiptPart[] = [];
    const columns = options.columns ?? (await columnsFile(opened.parts));
    let rows = 0;
    for (const part of opened.parts) {
      signal?.throwIfAborted();
      request.onProgress?.(Math.min(1, opened.progress()) * READING_SHARE, `reading ${part.name}`);
      if (isColumnsFile(part.name)) {
        parts.push({ name: part.name, rows: 0, handling: 'read', foundAs: 'names of columns' });
        continue;
      }
      const read = await reader.read(part, columns, signal);
      rows += read.rows;
      parts.push({
        name: part.name,
        rows: read.rows,
        handling: read.form === undefined ? 'ignored' : 'read',
        ...(read.form !== undefined && { foundAs: read.form.title }),
      });
    }
    if (!parts.some(({ handling, name }) => handling === 'read' && !isColumnsFile(name))) throw notFlows(fileName);
    const sha256 = await opened.sha256(signal);
    const found = edges.finish();
    const observedAt = observedTime(reader.takenAt, edges.latest) ?? request.observedAt;
    await handOver(request, found);
    reportEdges(findings, { edges, reader, found, parts });
    findings.finish();
    request.onProgress?.(1, 'done');
    return {
      providerKind: KIND,
      fileName,
      sha256,
      sizeBytes: opened.sizeBytes,
      observedAt,
      parts,
      counts: { workloads: 0, dependencies: found.length, rows, flows: reader.flows },
      missing: [],
      issueCounts: findings.counts,
      skippedRows: findings.skippedRows,
      bytesSent: 0,
    };
  } finally {
    await opened.close();
  }
}

function notFlows(fileName: string): Error {
  return failure('IST-1012', `${fileName} holds no flow records that are recognised`, {
    hint: 'Give a table whose header names a source and a destination, JSON with such keys, a flow log of AWS or Azure, or what collect-connections.yml wrote. Name unusual columns in a first line: "# columns: from=Client; to=Server; toPort=Service".',
  });
}

const observedTime = (...seconds: (number | undefined)[]): string | undefined => {
  const known = seconds.filter((each) => each !== undefined);
  return known.length === 0 ? undefined : timeText(Math.max(...known));
};

const timeText = (seconds: number): string => new Date(seconds * 1000).toISOString();

async function handOver(request: FileImportRequest, edges: readonly Edge[]): Promise<void> {
  for (let at = 0; at < edges.length; at += BATCH) {
    request.signal?.throwIfAborted();
    const batch = edges.slice(at, at + BATCH);
    await request.onItem(
      batch.map((edge): InventoryItem => ({ type: 'dependency', dependency: dependencyOf(edge, request.sourceId) })),
    );
    request.onProgress?.(
      READING_SHARE + (1 - READING_SHARE) * ((at + batch.length) / edges.length),
      'handing over edges',
    );
  }
  request.signal?.throwIfAborted();
}

/** Ends as references: the estate finds the workloads, names the service and judges confidence and noise anew. */
export function dependencyOf(edge: Edge, sourceId: string): Dependency {
  const { tally } = edge;
  const connections = Math.max(1, tally.connections);
  const flow: FlowEvidence = {
    kind: tally.kind,
    days: Math.max(1, tally.days.length),
    ...(tally.bytes !== undefined && { bytes: tally.bytes }),
    ...(tally.sides === 3 && { bothSides: true }),
    ...(edge.directionUnknown && { directionUnknown: true }),
    ...(tally.fromProcess !== undefined && { fromProcess: tally.fromProcess }),
    ...(tally.toProcess !== undefined && { toProcess: tally.toProcess }),
  };
  return {
    fromWorkloadId: edge.from,
    toWorkloadId: edge.to,
    ...(edge.port !== undefined && { port: edge.port }),
    ...(edge.protocol !== undefined && { protocol: edge.protocol }),
    connections,
    ...(tally.first !== undefined && { firstSeenAt: timeText(tally.first) }),
    ...(tally.last !== undefined && { lastSeenAt: timeText(tally.last) }),
    confidencePct: edgeConfidencePct({
      kind: flow.kind,
      connections,
      days: flow.days,
      bothSides: flow.bothSides === true,
      directionUnknown: edge.directionUnknown,
      serviceKnown: false,
      furtherSources: 0,
    }),
    evidence: evidenceText(flow, connections),
    sourceId,
    flow,
  };
}
