/** One line of a total cost: what is paid for, how it was worked out, and where each figure comes from. */

import type { Range } from './range.ts';

export const COST_GROUPS = [
  'compute',
  'storage',
  'network',
  'hardware',
  'facility',
  'people',
  'platform-licence',
  'guest-licence',
  'database-licence',
  'support',
  'migration',
] as const;
export type CostGroup = (typeof COST_GROUPS)[number];

/** A figure a line was computed from: traceable to a file, a list or a setting, with its date. */
export interface CostInput {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** "sites.yaml fra-a.cost.usdPerKwh", "catalog/licensing.yaml sql-core", "price list azure-20260520". */
  readonly source: string;
  readonly asOf?: string;
  /** True when no public source vouches for it: shown to people as unverified. */
  readonly unverified?: boolean;
}

export interface CostLine {
  /** Stable, unique within a document: "openshift.platform.fra-a". */
  readonly id: string;
  readonly title: string;
  readonly group: CostGroup;
  /** How often it is paid. One-off lines are paid in `month` (0 when absent) of the path. */
  readonly period: 'month' | 'one-off';
  readonly month?: number;
  /** In words and operators over the names of `inputs`: "cores × usdPerCoreYear / 12". */
  readonly formula: string;
  readonly inputs: readonly CostInput[];
  /** US dollars. Null: a figure is missing, and `asks` says which. */
  readonly usd: Range | null;
  readonly assumptions: readonly string[];
  /** What has to be given for the line to have a price, as settings or imports: "sites.yaml cost.ocpUsdPerSocketPairYear". */
  readonly asks: readonly string[];
}
