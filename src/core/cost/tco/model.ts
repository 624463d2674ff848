/** A total cost as data: inputs with their ranges and sources, series per month, lines as formulas, paths to compare. */

import type { CostGroup } from '../cost-line.ts';
import type { Range } from '../range.ts';
import type { Expression } from './expression.ts';

export interface TcoInput {
  /** Stable, unique, fit to be a name in a workbook: letters, digits and underscores. */
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  /** Null: nobody gave it; `ask` says how to. */
  readonly value: Range | null;
  readonly source: string;
  readonly asOf: string;
  readonly unverified: boolean;
  readonly ask: string | null;
}

export interface TcoSeries {
  readonly id: string;
  readonly title: string;
  readonly unit: string;
  /** One per month, the first month first. */
  readonly values: readonly number[];
  readonly source: string;
}

export interface TcoLine {
  /** Unique within the document: "stay.fra-vsphere.power". */
  readonly id: string;
  readonly pathId: string;
  readonly siteId: string | null;
  readonly title: string;
  readonly group: CostGroup;
  readonly period: 'month' | 'one-off';
  /** US dollars of one month. */
  readonly expression: Expression;
  readonly assumptions: readonly string[];
}

export interface TcoPath {
  readonly id: string;
  readonly title: string;
  /** Workloads that move, and how many of all have no price where the path puts them. */
  readonly moves: number;
  readonly staying: number;
  readonly unpriced: number;
  /** Workloads that have a price in only one of this path and the base: above 0 the two totals are of unequal sets. */
  readonly unlike: number;
  readonly notes: readonly string[];
}

export interface TcoModel {
  /** First month, YYYY-MM. */
  readonly from: string;
  readonly months: number;
  /** Input that holds the yearly discount rate in per cent. */
  readonly rateInput: string;
  /** The path others are compared with. */
  readonly basePath: string;
  readonly inputs: readonly TcoInput[];
  readonly series: readonly TcoSeries[];
  readonly paths: readonly TcoPath[];
  readonly lines: readonly TcoLine[];
  readonly warnings: readonly string[];
}
