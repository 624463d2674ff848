/** Right-sizes every workload of a generation that a filter matches, and prices what changes. */

import type { RightSizeRow, RightSizingList, RightSizingQuery } from '../api/rightsizing.ts';
import { demandKey, demandOf } from '../core/cost/demand.ts';
import type { Demand } from '../core/cost/demand.ts';
import { createPricer, soldBySize } from '../core/cost/pricing.ts';
import type { Pricer } from '../core/cost/pricing.ts';
import type { PriceList } from '../core/cost/price-list.ts';
import { failure } from '../core/errors/registry.ts';
import type { Workload } from '../core/model/workload.ts';
import { siteLocator } from '../core/policy/locate.ts';
import { sitesFileSchema } from '../core/policy/site.ts';
import type { Site, SitesFile } from '../core/policy/site.ts';
import { minimumsOf } from '../core/sizing/minimums.ts';
import { figuresFor, withSize } from '../core/sizing/right-sized-workload.ts';
import { rightSize } from '../core/sizing/right-size.ts';
import { sizingSettings } from '../core/sizing/settings.ts';
import type { SizingSettings } from '../core/sizing/settings.ts';
import { SizingTotals } from '../core/sizing/totals.ts';
import { answeredBy } from '../providers/registry.ts';
import type { ServiceContext } from './context.ts';
import { isPlaced } from './placement-basis.ts';

export interface SizedEstate {
  readonly rows: readonly RightSizeRow[];
  readonly summary: RightSizingList['summary'];
}

type Request = Pick<RightSizingQuery, 'basis' | 'factor' | 'cpuSpeedFactor' | 'site'>;

interface Ground {
  readonly file: SitesFile | undefined;
  readonly prices: readonly PriceList[];
}

/** What a request names goes before sites.yaml and its overrides: a what-if is the same for all. */
export function requestedSizing(file: SitesFile | undefined, request: Request): SizingSettings {
  const own = sizingSettings(file?.placement.sizing);
  const { basis, factor, cpuSpeedFactor } = request;
  if (basis === undefined && factor === undefined && cpuSpeedFactor === undefined) return own;
  return {
    ...own,
    basis: basis ?? own.basis,
    factor: factor ?? own.factor,
    cpuSpeedFactor: cpuSpeedFactor ?? own.cpuSpeedFactor,
    overrides: [],
  };
}

/** Throws IST-4005 for a site that sites.yaml does not have. */
export async function sizeWorkloads(
  context: ServiceContext,
  workloads: AsyncIterable<readonly Workload[]>,
  wanted: (workload: Workload) => boolean,
  { file, prices }: Ground,
  request: Request,
): Promise<SizedEstate> {
  const catalog = await context.catalog();
  const settings = requestedSizing(file, request);
  const figures = figuresFor(settings);
  const minimums = minimumsOf(catalog['guest-support']);
  const totals = new SizingTotals(settings.basis);
  const sites = new Map((file?.sites ?? []).map((site) => [site.id, site]));
  const target = request.site === undefined ? undefined : sites.get(request.site);
  if (request.site !== undefined && target === undefined)
    throw failure('IST-4005', `sites.yaml has no site "${request.site}"`);
  const locate = siteLocator(file?.sites ?? []);
  const placement = (file ?? NO_SITES).placement;
  const money = new Money(createPricer(catalog, prices, placement));
  const rows: RightSizeRow[] = [];
  for await (const batch of workloads) {
    for (const workload of batch) {
      if (!isPlaced(workload) || !wanted(workload)) continue;
      const size = rightSize(workload, figures(workload), minimums);
      totals.add(size, workload.facts.utilisation);
      const home = locate(workload);
      const site = target ?? (home === null ? undefined : sites.get(home));
      const changed = withSize(workload, size.cpu.recommended, size.memory.recommended);
      const saving = NOT_JUDGED[size.verdict] ?? money.saving(workload, changed, site, home);
      const saves = 'unknown' in saving ? null : saving;
      rows.push({
        id: workload.id,
        name: workload.facts.name ?? workload.id,
        site: home,
        verdict: size.verdict,
        cpu: { ...size.cpu, missing: [...size.cpu.missing] },
        memory: { ...size.memory, missing: [...size.memory.missing] },
        confidence: { ...size.confidence, terms: size.confidence.terms.map((term) => ({ ...term })) },
        cautions: [...size.cautions],
        savesUsdPerMonth: saves?.usd ?? null,
        savesAs: saves?.as ?? null,
        unpriced: 'unknown' in saving ? saving.unknown : null,
      });
    }
  }
  const { missing, stars, histogram, ...rest } = totals.result();
  const answers = answeredBy(missing.map(({ fact }) => fact) as Parameters<typeof answeredBy>[0]);
  return {
    rows,
    summary: {
      settings: {
        basis: settings.basis,
        factor: settings.factor,
        cpuSpeedFactor: settings.cpuSpeedFactor,
        overrides: settings.overrides.length,
        placement: settings.mode,
      },
      ...rest,
      stars: [...stars],
      histogram: { buckets: [...histogram.buckets], unknown: histogram.unknown },
      missing: missing.map((each, nth) => ({ ...each, from: [...(answers[nth]?.from ?? [])] })),
      money: { site: request.site ?? null, ...money.result() },
    },
  };
}

/** Without a sites file nothing has a site, and so no price; these settings are then asked for by nobody. */
const NO_SITES = sitesFileSchema.parse({ sites: [{ id: 'none', platform: 'none', target: 'stay' }] });

interface Unknown {
  readonly unknown: string;
}

interface Saving {
  readonly usd: number;
  /** Null: nothing changes. */
  readonly as: RightSizeRow['savesAs'];
}

/** A size that nobody could judge saves nothing that is known: no zero. */
const NOT_JUDGED: Readonly<Partial<Record<RightSizeRow['verdict'], Unknown>>> = {
  off: { unknown: 'it is switched off: its size is not judged' },
  'no-data': { unknown: 'its use was not measured' },
};

/** Prices of the size a machine has and of the recommended one, at one site. */
class Money {
  readonly #pricer: Pricer;
  readonly #quotes = new Map<string, number | Unknown>();
  readonly #unpriced = new Map<string, number>();
  readonly #assumptions = new Set<string>();
  readonly #sums = { 'billed-less': { usd: 0, priced: 0 }, 'share-freed': { usd: 0, priced: 0 } };

  constructor(pricer: Pricer) {
    this.#pricer = pricer;
  }

  saving(before: Workload, after: Workload, site: Site | undefined, home: string | null): Saving | Unknown {
    if (before === after) return { usd: 0, as: null };
    const found =
      site === undefined
        ? { unknown: 'it runs at none of the sites of sites.yaml' }
        : this.#difference(before, after, site, home);
    if ('unknown' in found) {
      this.#unpriced.set(found.unknown, (this.#unpriced.get(found.unknown) ?? 0) + 1);
      return found;
    }
    if (site !== undefined) for (const line of this.#pricer.assumptions(site)) this.#assumptions.add(line);
    const sum = this.#sums[found.as];
    sum.usd += found.usd;
    sum.priced += 1;
    return found;
  }

  #difference(
    before: Workload,
    after: Workload,
    site: Site,
    home: string | null,
  ): { readonly usd: number; readonly as: NonNullable<Saving['as']> } | Unknown {
    const now = this.#price(demandOf(before), site, site.id === home);
    if (typeof now !== 'number') return now;
    // Where sizes are sold, another size is a new choice; its present one is no candidate any more.
    const then = this.#price(demandOf(after), site, false);
    if (typeof then !== 'number') return then;
    return { usd: now - then, as: soldBySize(site) ? 'billed-less' : 'share-freed' };
  }

  #price(demand: Demand | Unknown, site: Site, staying: boolean): number | Unknown {
    if ('unknown' in demand) return { unknown: `${demand.unknown} is unknown` };
    const key = `${site.id}\n${staying}\n${demandKey(demand)}`;
    let found = this.#quotes.get(key);
    if (found === undefined) {
      const quote = this.#pricer.quote(demand, site, staying);
      found =
        'unknown' in quote
          ? { unknown: quote.unknown }
          : 'noSize' in quote
            ? { unknown: quote.noSize }
            : quote.runUsdPerMonth + quote.licenceUsdPerMonth;
      this.#quotes.set(key, found);
    }
    return found;
  }

  result(): Omit<RightSizingList['summary']['money'], 'site'> {
    return {
      billedLess: sumOf(this.#sums['billed-less']),
      shareFreed: sumOf(this.#sums['share-freed']),
      unpriced: [...this.#unpriced]
        .map(([reason, workloads]) => ({ reason, workloads }))
        .sort((a, b) => b.workloads - a.workloads || (a.reason < b.reason ? -1 : 1)),
      assumptions: [...this.#assumptions].sort(),
    };
  }
}

function sumOf({ usd, priced }: { readonly usd: number; readonly priced: number }) {
  return { usdPerMonth: priced === 0 ? null : usd, priced };
}
