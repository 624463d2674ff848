/**
 * What a feed says of one subject by one of its rules. A feed is whoever looked: our own rules and facts, OpenSCAP, an
 * operator of a cluster, the policy engine of a cloud. Each keeps its own words; nothing here is translated away.
 */

import type { EvidenceBasis } from './basis.ts';

export const FEEDS = [
  'policy',
  'readiness',
  'openscap',
  'compliance-operator',
  'azure-policy',
  'policy-report',
] as const;
/** 'policy': rules of our packs; 'readiness': facts of the inventory, judged; the others come as files. */
export type FeedId = (typeof FEEDS)[number];

export const IMPORTED_FEEDS = ['openscap', 'compliance-operator', 'azure-policy', 'policy-report'] as const;
export type ImportedFeed = (typeof IMPORTED_FEEDS)[number];

/** The words of XCCDF 1.2, which the other feeds' words fit into; 'waived' is ours. */
export const FEED_STATES = [
  'pass',
  'fail',
  'waived',
  'error',
  'unknown',
  'notchecked',
  'fixed',
  'notapplicable',
  'notselected',
  'informational',
] as const;
export type FeedState = (typeof FEED_STATES)[number];

/** A control as a rule of a feed names it itself. */
export interface CitedControl {
  /** A framework of catalog/control-mappings.yaml. */
  readonly framework: string;
  /** In the catalogue's notation: "SC-28", "SC-28(1)". */
  readonly control: string;
  /** As written, with its edition when that is another one: "SC-28 (NIST.SP.800-53r4)". */
  readonly cited: string;
}

/** What is said, whatever it is said of. */
export type SaidEvidence = Omit<ControlEvidence, 'id' | 'workloadId' | 'siteId' | 'part' | 'object'>;

export interface ControlEvidence {
  /** Unique: the finding's key, or the import's id with the number of the record. */
  readonly id: string;
  readonly feed: FeedId;
  /** The rule's own id: "gdpr-ch5/g-32", "sshd_disable_root_login". */
  readonly rule: string;
  readonly title: string;
  readonly state: FeedState;
  /** Whether something looked at it, or somebody only says so. */
  readonly basis: EvidenceBasis;
  /** ISO time of looking; null when the feed does not say. */
  readonly observedAt: string | null;
  /** What was looked at. Neither: nobody knows which machine it was, and the evidence is kept apart. */
  readonly workloadId?: string;
  /** A site as a whole; "*" the organisation. Not given beside a workload. */
  readonly siteId?: string;
  /** A part of that site which is no workload, such as a storage account: it says nothing of the rest of the site. */
  readonly part?: string;
  /** Of a workload: which of its objects a feed asked the same of, such as a disk by its resource id. */
  readonly object?: string;
  /** Which of several rounds of questions: an XCCDF profile, a scan, a policy assignment. */
  readonly profile?: string;
  /** Controls the feed's own content names for the rule. */
  readonly cites: readonly CitedControl[];
  readonly severity?: string;
  /** Why it is so, as the feed says it. */
  readonly detail?: string;
  readonly waiver?: { readonly id: string; readonly expiresOn: string };
  readonly importId?: string;
}
