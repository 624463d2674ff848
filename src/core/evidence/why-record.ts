/** What a decision was made from (E1): enough to recompute it later and compare. */

export const DECISIONS = [
  'assess',
  'check',
  'place',
  'plan',
  'scenario',
  'drill',
  'exit',
  'size',
  'rebalance',
  'gpu-plan',
  'gpu-defrag',
] as const;

export interface WhyRecord {
  readonly id: string;
  readonly decision: (typeof DECISIONS)[number];
  readonly createdAt: string;
  readonly actor: string;
  readonly generation: number;
  readonly estateDigest: string;
  readonly catalogVersion: string;
  /** Rule packs by id with version and digest. */
  readonly packs: Readonly<Record<string, { readonly version: string; readonly digest: string }>>;
  readonly settings: unknown;
  readonly inputsDigest: string;
  readonly resultDigest: string;
  readonly productVersion: string;
}
