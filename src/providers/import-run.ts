/** What every import of a file does alike: batches, each thing once, findings, the receipt that adds up. */

import type { WorkloadObservation } from '../core/model/workload.ts';
import { IssueLog } from './issue-log.ts';
import type { FileImportRequest, ImportIssue, InventoryItem, Receipt, ReceiptPart } from './provider.ts';

const BATCH = 100;

export interface ReadFile {
  readonly sha256: string;
  readonly sizeBytes: number;
}

export class ImportRun {
  readonly issues: IssueLog;
  readonly parts: ReceiptPart[] = [];
  readonly #request: FileImportRequest;
  readonly #counts = { workloads: 0, poweredOn: 0, hosts: 0, clusters: 0, networks: 0, datastores: 0 };
  readonly #missing = new Map<string, Receipt['missing'][number]>();
  readonly #seen = new Set<string>();
  #batch: InventoryItem[] = [];
  #fraction = 0;

  constructor(request: FileImportRequest) {
    this.#request = request;
    this.issues = new IssueLog(request.onIssue);
  }

  issue(issue: Omit<ImportIssue, 'skipped'> & { readonly skipped?: boolean }, kind?: string): void {
    this.issues.add({ ...issue, skipped: issue.skipped ?? false }, kind);
  }

  /** Says once what an absent part costs. */
  miss(part: string, cost: string, facts: Receipt['missing'][number]['facts']): void {
    if (!this.#missing.has(part)) this.#missing.set(part, { part, cost, facts });
  }

  progress(fraction: number, phase: string): void {
    this.#fraction = Math.min(1, Math.max(this.#fraction, fraction));
    this.#request.onProgress?.(this.#fraction, phase);
  }

  /** Hands a machine over; one whose id was handed over before is left out with an issue. False when left out. */
  async workload(observation: WorkloadObservation, where: string): Promise<boolean> {
    const key = `workload\u0000${observation.scope ?? ''}\u0000${observation.nativeId}`;
    if (this.#seen.has(key)) {
      this.issue({
        severity: 'warning',
        code: 'DUPLICATE_MACHINE',
        where,
        message: `"${observation.facts.name ?? observation.nativeId}" is there a second time; the later one was left out`,
        fix: 'Remove the repetition, or give the machines different names.',
        skipped: true,
      });
      return false;
    }
    this.#seen.add(key);
    this.#counts.workloads++;
    if (observation.facts.powerState === 'on') this.#counts.poweredOn++;
    await this.#add({ type: 'workload', observation });
    return true;
  }

  /** Hands a host, cluster, network or datastore over; the first of an id wins, without a word. */
  async entity(item: Exclude<InventoryItem, { readonly type: 'workload' | 'dependency' }>): Promise<void> {
    const id =
      item.type === 'host'
        ? item.host.id
        : item.type === 'cluster'
          ? item.cluster.id
          : item.type === 'network'
            ? item.network.id
            : item.datastore.id;
    if (this.#seen.has(id)) return;
    this.#seen.add(id);
    this.#counts[`${item.type}s`]++;
    await this.#add(item);
  }

  get workloads(): number {
    return this.#counts.workloads;
  }

  /** Ends the import: everything is handed over, what was held back is counted. */
  async finish(
    kind: string,
    file: ReadFile,
    said: { readonly observedAt?: string | undefined; readonly producer?: string | undefined } = {},
  ): Promise<Receipt> {
    await this.#flush();
    this.issues.finish();
    this.progress(1, 'done');
    return {
      providerKind: kind,
      fileName: this.#request.fileName,
      sha256: file.sha256,
      sizeBytes: file.sizeBytes,
      ...(said.producer !== undefined && { producer: said.producer }),
      observedAt: said.observedAt ?? this.#request.observedAt,
      parts: this.parts,
      counts: { ...this.#counts },
      missing: [...this.#missing.values()],
      issueCounts: { ...this.issues.counts },
      skippedRows: this.issues.skippedRows,
      bytesSent: 0,
    };
  }

  async #add(item: InventoryItem): Promise<void> {
    this.#batch.push(item);
    if (this.#batch.length >= BATCH) await this.#flush();
  }

  async #flush(): Promise<void> {
    this.#request.signal?.throwIfAborted();
    const batch = this.#batch;
    if (batch.length === 0) return;
    this.#batch = [];
    await this.#request.onItem(batch);
  }
}
