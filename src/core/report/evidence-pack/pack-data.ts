/** What an evidence pack is built from: one regime, the check that asked it, and all that the check rests on. */

import type { WhyRecord } from '../../evidence/why-record.ts';
import type { SiteReport } from '../../policy/engine/site-report.ts';
import type { Pack } from '../../policy/packs/pack.ts';
import type { JudgedRequirement } from './judge-pack.ts';

export interface PackWaiver {
  readonly id: string;
  readonly name: string | null;
  readonly owner: string;
  readonly reason: string;
  readonly state: string;
  readonly expiresOn: string;
  readonly requestedBy: string;
  readonly requestedAt: string;
  readonly approvedBy: string | null;
  readonly approvedAt: string | null;
}

export interface PackSite {
  readonly id: string;
  readonly name: string | null;
  readonly platform: string;
  readonly country: string | null;
  readonly workloads: number;
  readonly report: SiteReport;
}

export interface EvidencePackData {
  readonly pack: Pack;
  /** Whether the sites file names the regime, or its own condition decides. */
  readonly selected: boolean;
  /** Sources of the reading in words: "GDPR, 2026-08-08". */
  readonly sources: readonly string[];
  readonly requirements: readonly JudgedRequirement[];
  readonly sites: readonly PackSite[];
  /** Workloads of the estate, and those that no site matches. */
  readonly workloads: number;
  readonly withoutSite: number;
  /** Those that cover something here, or did. */
  readonly waivers: readonly PackWaiver[];
  readonly why: WhyRecord;
  readonly generationCreatedAt: string;
  readonly inputs: readonly {
    readonly name: string;
    readonly kind: string;
    readonly observedAt: string;
    readonly sha256: string | null;
  }[];
  readonly catalogue: readonly { readonly file: string; readonly asOf: string }[];
  /** Record of the audit log that holds the check; null: none. */
  readonly auditSeq: number | null;
  /** Newest signed end of the audit log; null: none was signed. */
  readonly checkpoint: { readonly seq: number; readonly at: string } | null;
  readonly keyFingerprint: string | null;
}
