/** What OSCAL documents are made from: a check with its controls, and all that was said about them. */

import type { ControlBook } from '../../policy/controls/book.ts';
import type { ControlMatrix } from '../../policy/controls/matrix.ts';
import type { Finding } from '../../policy/finding.ts';
import type { WhyRecord } from '../why-record.ts';

export interface OscalSite {
  readonly id: string;
  readonly name: string | null;
  readonly platform: string;
  /** "DE"; null when nobody says. */
  readonly country: string | null;
}

export interface OscalWaiver {
  readonly id: string;
  readonly owner: string;
  readonly reason: string;
  readonly expiresOn: string;
  readonly requestedBy: string;
  readonly requestedAt: string;
  readonly approvedBy: string | null;
  readonly approvedAt: string | null;
}

export interface OscalImport {
  readonly id: string;
  readonly fileName: string;
  readonly sha256: string;
  readonly createdAt: string;
}

export interface OscalInput {
  readonly framework: {
    readonly id: string;
    readonly name: string;
    readonly unit: string;
    readonly note?: string | undefined;
  };
  /** By site. */
  readonly matrix: ControlMatrix;
  readonly book: ControlBook;
  /** Of the check, in its order, with what is satisfied. */
  readonly findings: Iterable<Finding>;
  /** Of the check: every date comes from it or from a feed. */
  readonly why: WhyRecord;
  /** Who asked, null when the name was erased. */
  readonly actor: string | null;
  readonly sites: readonly OscalSite[];
  readonly waivers: readonly OscalWaiver[];
  readonly imports: readonly OscalImport[];
}
