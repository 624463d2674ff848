/** Reads one export from start to end: tables, join, machines in batches, receipt. */

import type { WorkloadFacts } from '../../core/model/workload.ts';
import { DEFAULT_LIMITS } from '../../formats/limits.ts';
import type { FormatLimits } from '../../formats/limits.ts';
import { StringPool } from '../../formats/string-pool.ts';
import type { FileImportRequest, InventoryItem, Receipt } from '../provider.ts';
import { collect, noVirtualMachines } from './collect.ts';
import type { Collected } from './collect.ts';
import { inventoryItems } from './inventory-items.ts';
import { IssueLog } from './issues.ts';
import { identifyMachines } from './machines.ts';
import { PlaceCollector } from './named-places.ts';
import { Observer } from './observe.ts';
import { openExport } from './parts.ts';
import { exportTime, missingParts, producerOf } from './receipt.ts';
import { VINFO } from './sheets/vinfo.ts';

export const KIND = 'rvtools';
export const PLATFORM = 'vsphere';
const BATCH = 100;
/** Share of the work that is reading; the rest is making and handing over machines. */
const READING_SHARE = 0.8;

/**
 * Throws IST-1001 to IST-1014, and the signal's reason when it is aborted. Everything about single rows is an issue.
 */
export async function readExport(request: FileImportRequest, limits: FormatLimits = DEFAULT_LIMITS): Promise<Receipt> {
  request.signal?.throwIfAborted();
  const issues = new IssueLog(request.onIssue);
  const tables = await readTables(request, issues, limits);
  if (!tables.collected.data(VINFO).present) throw noVirtualMachines(request.fileName, tables.collected);
  return handOver(request, tables, issues);
}

interface Tables {
  readonly collected: Collected;
  readonly sha256: string;
  readonly sizeBytes: number;
}

/** Everything wanted of the file, in compact tables. The file and its readers are let go of before machines are made. */
async function readTables(request: FileImportRequest, issues: IssueLog, limits: FormatLimits): Promise<Tables> {
  const { path, fileName, signal } = request;
  const pool = new StringPool(limits);
  const opened = await openExport(path, fileName, pool, limits, signal);
  try {
    const onPart = (name: string): void => request.onProgress?.(opened.progress() * READING_SHARE, `reading ${name}`);
    const collected = await collect(opened.parts, pool, issues, onPart, signal);
    return { collected, sha256: opened.sha256, sizeBytes: opened.sizeBytes };
  } finally {
    await opened.close();
  }
}

async function handOver(request: FileImportRequest, tables: Tables, issues: IssueLog): Promise<Receipt> {
  const { collected } = tables;
  const { fileName, sourceId, signal } = request;
  const observedAt = exportTime(collected, fileName) ?? request.observedAt;
  const options = { sourceId, platform: PLATFORM, observedAt, issues };
  request.onProgress?.(READING_SHARE, 'joining sheets');
  reportUnreadable(collected, issues);
  const vinfo = collected.data(VINFO);
  const machines = identifyMachines(vinfo, issues);
  const observer = new Observer(collected, machines, options);
  const places = new PlaceCollector();
  const counts = { workloads: 0, templates: 0, placeholders: 0, poweredOn: 0 };
  let batch: InventoryItem[] = [];
  const flush = async (): Promise<void> => {
    if (batch.length === 0) return;
    signal?.throwIfAborted();
    await request.onItem(batch);
    batch = [];
  };
  for (let index = 0; index < vinfo.rows; index++) {
    if (machines.leftOut.has(index)) continue;
    const observation = observer.observe(index);
    places.note(observation);
    count(counts, observation.facts);
    batch.push({ type: 'workload', observation });
    if (batch.length < BATCH) continue;
    await flush();
    request.onProgress?.(READING_SHARE + (1 - READING_SHARE) * (index / vinfo.rows), 'handing over machines');
  }
  const inventory = { hosts: 0, clusters: 0, networks: 0, datastores: 0 };
  for (const item of inventoryItems(collected, places.places, options)) {
    if (item.type === 'host') inventory.hosts++;
    else if (item.type === 'cluster') inventory.clusters++;
    else if (item.type === 'network') inventory.networks++;
    else if (item.type === 'datastore') inventory.datastores++;
    batch.push(item);
    if (batch.length >= BATCH) await flush();
  }
  await flush();
  places.reportStrangers(collected, issues);
  if (counts.workloads === 0) reportNoMachines(issues);
  issues.finish();
  request.onProgress?.(1, 'done');
  const producer = producerOf(collected);
  return {
    providerKind: KIND,
    fileName,
    sha256: tables.sha256,
    sizeBytes: tables.sizeBytes,
    ...(producer !== undefined && { producer }),
    observedAt,
    parts: collected.parts,
    counts: { ...counts, ...inventory },
    missing: missingParts(collected),
    issueCounts: issues.counts,
    skippedRows: issues.skippedRows,
    bytesSent: 0,
  };
}

function count(
  counts: Record<'workloads' | 'templates' | 'placeholders' | 'poweredOn', number>,
  facts: WorkloadFacts,
): void {
  counts.workloads++;
  if (facts.template === true) counts.templates++;
  if (facts.placeholder === true) counts.placeholders++;
  if (facts.powerState === 'on') counts.poweredOn++;
}

function reportUnreadable(collected: Collected, issues: IssueLog): void {
  for (const { spec, name, headers } of collected.unreadable) {
    issues.add({
      severity: 'error',
      code: 'HEADERS_NOT_RECOGNISED',
      where: spec.name,
      message: `the headers of "${name}" are not known (${headers.slice(0, 6).join(', ').slice(0, 120)}); the sheet was left out`,
      fix: `Give its header row the names RVTools writes, starting with "${spec.columns[spec.key]?.[0] ?? spec.key}".`,
      skipped: false,
    });
  }
}

function reportNoMachines(issues: IssueLog): void {
  issues.add({
    severity: 'error',
    code: 'NO_VMS',
    where: 'vInfo',
    message: 'the sheet has a header and no virtual machine',
    fix: 'Export again with an account that may see the virtual machines.',
    skipped: false,
  });
}
