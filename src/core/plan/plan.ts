/** A plan is data you can print before you run it. It pins what it was made from. */

import type { TargetId } from '../assess/verdict.ts';
import type { PathChoice } from '../policy/paths/hop.ts';

export interface PlanPins {
  readonly generation: number;
  readonly estateDigest: string;
  readonly placementId: string;
  readonly placementDigest: string;
  readonly sitesDigest: string;
  readonly catalogVersion: string;
  readonly packVersions: Readonly<Record<string, string>>;
  /** An own pack may be another under the same version. Absent in plans made before digests were kept. */
  readonly packDigests?: Readonly<Record<string, string>>;
}

export interface Move {
  readonly workloadId: string;
  readonly workloadName: string;
  readonly fromSiteId: string | null;
  readonly fromPlatform: string;
  readonly toSiteId: string;
  readonly target: TargetId;
  readonly application?: string;
  readonly cpuCount: number | null;
  readonly memoryMiB: number | null;
  readonly diskGiB: number | null;
  readonly sku?: string;
  readonly networks: readonly { readonly from: string; readonly to: string | null }[];
  readonly storage: readonly { readonly from: string; readonly to: string | null }[];
  /** What must be done or accepted before this move: failed warnings and unknowns. */
  readonly conditions: readonly string[];
  readonly nativeIds: readonly { readonly sourceId: string; readonly nativeId: string }[];
  /** Id of the path it takes. Absent in plans made before there was one. */
  readonly path?: string;
}

/** What moves between two sites pass on the way that is taken. */
export interface PlanPath extends PathChoice {
  /** "path-" and twelve hex digits of its content. */
  readonly id: string;
  readonly fromSiteId: string | null;
  readonly toSiteId: string;
}

export interface Wave {
  readonly number: number;
  readonly name: string;
  readonly startsOn: string | null;
  readonly moves: readonly Move[];
  readonly diskGiB: number;
  readonly hoursLow: number;
  /** Absent in plans made before there was one. */
  readonly hoursLikely?: number;
  readonly hoursHigh: number;
  readonly riskScore: number;
  readonly confidencePct: number;
  /** Why these workloads are together and why now. */
  readonly reasons: readonly string[];
  /** Conditions checked on this wave: what was asked, whether it holds. */
  readonly checks: readonly { readonly check: string; readonly ok: boolean; readonly detail: string }[];
  readonly fallback: readonly string[];
}

export interface Plan {
  readonly apiVersion: 'isthmus/v1';
  readonly kind: 'Plan';
  readonly name: string;
  readonly pins: PlanPins;
  readonly waves: readonly Wave[];
  /** Each path that moves take, once. Absent in plans made before there were any. */
  readonly paths?: readonly PlanPath[];
  /** Workloads that stay, and those with nowhere to go, with the reason. */
  readonly staying: number;
  readonly unplaced: readonly { readonly workloadId: string; readonly workloadName: string; readonly reason: string }[];
  readonly summary: {
    readonly moves: number;
    readonly diskGiB: number;
    readonly hoursLow: number;
    readonly hoursLikely?: number;
    readonly hoursHigh: number;
    readonly deltaUsdPerMonth: number | null;
    readonly migrationUsdOneOff: number;
  };
  /** SHA-256 over the canonical JSON of everything above. */
  readonly digest: string;
}
