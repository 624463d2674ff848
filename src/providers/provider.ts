/**
 * The port every platform stands behind: an identity plus optional facets. An absent facet is an answer
 * that planner and screens read. Nothing outside a provider's folder and registry.ts names a provider.
 */

import type { FactPath } from '../core/assess/verdict.ts';
import type { Cluster, Datastore, Dependency, Host, Network } from '../core/model/estate.ts';
import type { WorkloadObservation } from '../core/model/workload.ts';
import type { Connector } from './connection.ts';
import type { PriceSource } from './price-source.ts';

/** What a source said, as it streams in. Order does not matter; the estate is built when the stream ends. */
export type InventoryItem =
  | { readonly type: 'workload'; readonly observation: WorkloadObservation }
  | { readonly type: 'host'; readonly host: Host }
  | { readonly type: 'cluster'; readonly cluster: Cluster }
  | { readonly type: 'network'; readonly network: Network }
  | { readonly type: 'datastore'; readonly datastore: Datastore }
  | { readonly type: 'dependency'; readonly dependency: Dependency };

/** A data-quality finding of an import (D12): one row or field that was not as expected, and what was done. */
export interface ImportIssue {
  readonly severity: 'error' | 'warning' | 'info';
  /** Stable code, upper case: "MISSING_VM_NAME". */
  readonly code: string;
  /** "vInfo row 17", "vInfo row 17, CPUs", "file". */
  readonly where: string;
  readonly message: string;
  readonly fix: string;
  /** True when the row was left out of the estate. */
  readonly skipped: boolean;
  /** Part of the listing could not be read: what it would have listed is not gone. */
  readonly incomplete?: true;
}

/** What one part of a file held: an RVTools sheet, a CSV file. */
export interface ReceiptPart {
  readonly name: string;
  readonly rows: number;
  /** 'read', 'ignored' (no rule uses it), 'redacted' (holds secrets, not stored). */
  readonly handling: 'read' | 'ignored' | 'redacted';
  /** Name found in the file when it was not the expected one. */
  readonly foundAs?: string;
}

export interface Receipt {
  readonly providerKind: string;
  readonly fileName: string;
  readonly sha256: string;
  readonly sizeBytes: number;
  /** Product and version that wrote the file, when it says. */
  readonly producer?: string;
  readonly observedAt: string;
  readonly parts: readonly ReceiptPart[];
  readonly counts: Readonly<Record<string, number>>;
  /** What each absent part costs, in words, with the facts that stay unknown. */
  readonly missing: readonly { readonly part: string; readonly cost: string; readonly facts: readonly FactPath[] }[];
  readonly issueCounts: Readonly<Record<ImportIssue['severity'], number>>;
  readonly skippedRows: number;
  /** Always zero: nothing is sent to anyone but the source itself. Shown so that people can hold us to it. */
  readonly bytesSent: 0;
}

export interface FileImportRequest {
  /** Path of the file or folder on this machine. */
  readonly path: string;
  /** Name the user knows it by. */
  readonly fileName: string;
  readonly sourceId: string;
  /** Used when the file itself does not say when it was taken. */
  readonly observedAt: string;
  readonly signal?: AbortSignal;
  readonly onItem: (items: readonly InventoryItem[]) => Promise<void> | void;
  readonly onIssue: (issue: ImportIssue) => void;
  /** Fraction done, 0 to 1, and the phase in words. */
  readonly onProgress?: (fraction: number, phase: string) => void;
}

/** Facet: reads a file the platform's own tools export. */
export interface FileImporter {
  /** What people bring: "RVTools .xlsx, a folder or .zip of its CSV files". */
  readonly accepts: string;
  readonly extensions: readonly string[];
  read(request: FileImportRequest): Promise<Receipt>;
}

/** A text to take to the platform: a collector script, a role, queries. `isthmus collect` prints it. */
export interface KitFile {
  /** Told apart within the kind: "collector". */
  readonly name: string;
  readonly title: string;
  /** What people save it as: "isthmus-collect.ps1". */
  readonly fileName: string;
  content(): Promise<string>;
}

export interface Provider {
  readonly kind: string;
  readonly title: string;
  /**
   * Platform its workloads run on: the value of the workload's `platform` fact. Absent when it sees machines of several
   * platforms; each observation then says its own, or leaves it open.
   */
  readonly platform?: string;
  /** The platforms its workloads may run on, when they are several and no others. */
  readonly platforms?: readonly string[];
  /** Standing of its word against other sources; higher wins. A live connection stands above a file. */
  readonly precedence: number;
  /**
   * Which facts it can supply and from where, for the answer to "what would make this known":
   * { "disks": "sheet vDisk" }. The longest matching path prefix counts.
   */
  readonly supplies: Readonly<Record<string, string>>;
  /** Paths below those that it can never supply, so that nobody is sent to look for them there. */
  readonly neverSupplies?: readonly string[];
  /** Set when what it says is invented: nobody is sent to it for an answer. */
  readonly invented?: true;
  readonly file?: FileImporter;
  /** The first is what `isthmus collect <kind>` prints. */
  readonly kit?: readonly KitFile[];
  /** How to connect to it live. */
  readonly live?: Connector;
  /** Where its public prices can be asked for. */
  readonly prices?: PriceSource;
}

/** Version of this port. A provider from a package names the one it was written for. */
export const PORT_VERSION = 1;
