/** The hops of a move: every place its data touches, and who reaches it there. */

import type { HopFact, HopRole } from '../../catalog/migration-hops.ts';
import type { Finding } from '../finding.ts';

/** In one of `countries` when `oneOf`, else in all of them. Neither site nor countries: not known. */
export interface HopWhere {
  readonly siteId?: string;
  readonly countries?: readonly string[];
  readonly oneOf?: true;
}

export interface Hop {
  readonly role: HopRole;
  readonly title: string;
  readonly where: HopWhere;
  /** Country of the operator and of its parent, as far as known: "US", or "DE of a US parent". Null: not known. */
  readonly operator: string | null;
  readonly holds: HopFact['holds'];
  readonly stays: HopFact['stays'];
  readonly encryption?: HopFact['encryption'];
  /** "sites.yaml paths", "attributes of site fra", "azmigrate-agentless, 2023-10-18". */
  readonly knownFrom: string;
}

export interface UnknownRule {
  readonly ruleId: string;
  /** What would settle it: "paths.metadata.countries", "site.backup.countries". */
  readonly missing: readonly string[];
}

/** Broken or open here, and accepted until a day. */
export interface WaivedHopRule {
  readonly ruleId: string;
  readonly state: 'violated' | 'unknown';
  readonly waiverId: string;
  readonly expiresOn: string;
}

export interface JudgedHop extends Hop {
  /** 'as-today': the data is there already, so the move adds nothing; it counts neither way. */
  readonly state: 'satisfied' | 'violated' | 'unknown' | 'waived' | 'as-today';
  /** Rules of level must. */
  readonly violated: readonly string[];
  readonly unknown: readonly UnknownRule[];
  /** In neither list above because a waiver covers them. Absent: none. */
  readonly waived?: readonly WaivedHopRule[];
}

export type PathVerdict = 'allowed' | 'violated' | 'unknown';

export interface JudgedPath {
  /** Of catalog/migration-throughput.yaml; null: no way of moving is known. */
  readonly method: string | null;
  readonly title: string;
  readonly verdict: PathVerdict;
  readonly hops: readonly JudgedHop[];
}

/** A finding at a hop. Its `siteId` is that of the destination with the role: "azure-germany/metadata". */
export interface PathFinding extends Finding {
  readonly hop: {
    readonly role: HopRole;
    readonly title: string;
    readonly where: string;
    readonly method: string | null;
  };
}

export const hopSiteId = (toSiteId: string, role: HopRole): string => `${toSiteId}/${role}`;

/** The path that is taken, and what the others would have been. */
export interface PathChoice extends JudgedPath {
  /** Why this way: "first way that fits", "azure-migrate-agentless breaks gdpr-ch5/g-44 at metadata". */
  readonly because: string;
  readonly others: readonly { readonly method: string; readonly verdict: PathVerdict }[];
}

/** What of a path keeps a placement away. */
export interface BrokenHop {
  readonly role: HopRole;
  /** "DE", "site fra", "one of IE, NL", "unknown". */
  readonly where: string;
  readonly rules: readonly string[];
}

export function whereText({ siteId, countries, oneOf }: HopWhere): string {
  if (countries !== undefined && siteId === undefined)
    return oneOf === true && countries.length > 1 ? `one of ${countries.join(', ')}` : countries.join(', ');
  if (siteId === undefined) return 'unknown';
  return countries === undefined ? siteId : `${countries.join(', ')}, for ${siteId}`;
}
