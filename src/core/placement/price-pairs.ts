/**
 * What every workload costs at every site, or why it cannot be there. Workloads that ask for the same share their
 * quotes: a class of them is quoted once per site, then written to each member's row.
 */

import { demandKey } from '../cost/demand.ts';
import type { Demand } from '../cost/demand.ts';
import type { Quote } from '../cost/quote.ts';
import type { Pricer } from '../cost/pricing.ts';
import type { Workload } from '../model/workload.ts';
import type { Site } from '../policy/site.ts';
import type { EntryClasses } from './classes.ts';
import type { ReasonTable } from './reason-table.ts';
import type { InfeasibleReason } from './result.ts';

export interface PairsInput {
  readonly workloads: readonly Workload[];
  readonly sites: readonly Site[];
  readonly demands: readonly (Demand | { readonly unknown: string })[];
  readonly resources: readonly string[];
  readonly need: Float64Array;
  readonly limit: Float64Array;
  /** The most one workload may ask of a site it does not run at. */
  readonly most: Float64Array;
  readonly current: Int32Array;
  readonly classes: EntryClasses;
  readonly pricer: Pricer;
  readonly reasons: ReasonTable;
  readonly horizonMonths: number;
}

/** What a class of equal demands finds at one site. */
interface Offer {
  /** Why its size or its price rules the site out; 0: they do not. */
  readonly code: number;
  readonly quote: Quote | undefined;
}

export function pricePairs(input: PairsInput): { readonly cost: Float64Array; readonly reason: Uint32Array } {
  const { workloads, sites, demands, current, classes, pricer, reasons, horizonMonths } = input;
  const s = sites.length;
  const cost = new Float64Array(workloads.length * s).fill(Infinity);
  const reason = new Uint32Array(workloads.length * s);
  for (const rows of rowsByDemand(input)) {
    const demand = demands[rows[0] ?? -1];
    if (demand === undefined) continue;
    const moving: Offer[] = [];
    const staying: Offer[] = [];
    for (const row of rows) {
      const workload = workloads[row];
      if (workload === undefined) continue;
      const effort = migrationOf(pricer, workload, demand);
      const entries = classes.newcomers(row);
      const home = current[row];
      const at = row * s;
      for (let site = 0; site < s; site += 1) {
        const stays = home === site;
        const entry = (stays ? undefined : entries[site]) ?? classes.at(row, site, stays);
        const offer = ((stays ? staying : moving)[site] ??= offerOf(input, row, demand, site, stays));
        const { quote } = offer;
        if (entry.code !== 0 || offer.code !== 0 || quote === undefined) {
          reason[at + site] = reasons.joined(entry.code, offer.code);
          continue;
        }
        const usd = quote.runUsdPerMonth + quote.licenceUsdPerMonth + pricer.riskUsdPerMonth(quote, entry.readiness);
        cost[at + site] = stays ? usd : usd + effort(entry.conditions) / horizonMonths;
      }
    }
  }
  return { cost, reason };
}

/** Rows that need the same of every resource and ask for the same price. */
function rowsByDemand({ demands, need, resources }: PairsInput): Iterable<readonly number[]> {
  const classes = new Map<string, number[]>();
  const width = resources.length;
  for (const [row, demand] of demands.entries()) {
    let key = 'unknown' in demand ? `? ${demand.unknown}` : demandKey(demand);
    for (let k = 4; k < width; k += 1) key += `|${need[row * width + k] ?? 0}`;
    const rows = classes.get(key);
    if (rows === undefined) classes.set(key, [row]);
    else rows.push(row);
  }
  return classes.values();
}

function offerOf(
  input: PairsInput,
  row: number,
  demand: Demand | { readonly unknown: string },
  column: number,
  staying: boolean,
): Offer {
  const { sites, resources, need, limit, most, pricer, reasons } = input;
  const site = sites[column];
  if (site === undefined) throw new RangeError(`no site ${column}`);
  if ('unknown' in demand) {
    return { code: reasons.codeOf([{ kind: 'unknown-price', what: demand.unknown }]), quote: undefined };
  }
  const found: InfeasibleReason[] = [];
  for (const [k, resource] of resources.entries()) {
    const needs = need[row * resources.length + k] ?? 0;
    // What runs there fits there: only the whole site bounds it.
    const there = (staying ? limit : most)[column * resources.length + k] ?? 0;
    if (needs > there) found.push({ kind: 'size', resource, needs, most: there });
  }
  const quote = pricer.quote(demand, site, staying);
  if ('unknown' in quote) found.push({ kind: 'unknown-price', what: quote.unknown });
  else if ('noSize' in quote) found.push({ kind: 'no-sku' });
  return { code: reasons.codeOf(found), quote: 'runUsdPerMonth' in quote ? quote : undefined };
}

/** One-off cost of moving a workload by number of conditions; few numbers occur, so each is worked out once. */
function migrationOf(
  pricer: Pricer,
  workload: Workload,
  demand: Demand | { readonly unknown: string },
): (conditions: number) => number {
  const known: number[] = [];
  return (conditions) =>
    'unknown' in demand ? 0 : (known[conditions] ??= pricer.migrationUsd(workload, demand, false, conditions));
}
