/** What a set of workloads costs at a site that sells by size, line by line, each with the figures it is made of. */

import type { PricingCatalog, Pricer, SoldBySize } from './pricing.ts';
import { HOURS_PER_MONTH } from '../model/units.ts';
import type { Workload } from '../model/workload.ts';
import type { Site } from '../policy/site.ts';
import { certainty, listCertainty } from './certainty.ts';
import type { CostInput, CostLine } from './cost-line.ts';
import { demandOf } from './demand.ts';
import type { Demand } from './demand.ts';
import type { DiskChoice } from './disk-choice.ts';
import type { ElasticParts } from './elastic.ts';
import { missingText } from './missing-fact.ts';
import { networkLines } from './network-lines.ts';
import type { Range } from './range.ts';
import type { Spread } from './uncertainty.ts';

export interface ElasticLinesRequest {
  readonly site: Site;
  readonly workloads: readonly { readonly workload: Workload; readonly staying: boolean }[];
  readonly pricer: Pricer;
  readonly catalog: PricingCatalog;
  readonly spread: Spread;
  /** YYYY-MM-DD: lists that are older than 90 days by then are less sure. */
  readonly today?: string;
}

export interface ElasticLines {
  readonly lines: readonly CostLine[];
  /** Workloads without a price here, and why. They are in no line. */
  readonly unpriced: readonly { readonly id: string; readonly name: string; readonly why: string }[];
  readonly notes: readonly string[];
}

interface Priced {
  readonly demand: Demand;
  readonly parts: ElasticParts;
  readonly off: boolean;
}

/** Undefined: the site has its own hardware. */
export function elasticCostLines(request: ElasticLinesRequest): ElasticLines | undefined {
  const { site, pricer } = request;
  const sold = pricer.sold(site);
  if (sold === undefined) return undefined;
  const priced: Priced[] = [];
  const unpriced: { id: string; name: string; why: string }[] = [];
  for (const { workload, staying } of request.workloads) {
    const demand = demandOf(workload);
    const parts = 'unknown' in demand ? demand : 'unknown' in sold ? sold : sold.parts(demand, staying);
    if ('offer' in parts && !('unknown' in demand)) {
      priced.push({ demand, parts, off: workload.facts.powerState === 'off' });
    } else {
      const why = 'unknown' in parts ? parts.unknown : 'noSize' in parts ? parts.noSize : '';
      unpriced.push({ id: workload.id, name: workload.facts.name ?? workload.id, why: missingText(why) });
    }
  }
  if ('unknown' in sold) return { lines: [], unpriced, notes: [] };
  const maker = new LineMaker(request, sold);
  return {
    lines: [
      ...maker.compute(priced),
      ...maker.disks(priced),
      ...maker.windows(priced),
      ...maker.linux(priced),
      ...networkLines(site, request.catalog, sold, request.spread),
    ],
    unpriced,
    notes: notesOf(priced),
  };
}

function notesOf(priced: readonly Priced[]): string[] {
  const count = (test: (one: Priced) => boolean): number => priced.filter(test).length;
  const said: readonly (readonly [number, string])[] = [
    [
      count(({ parts }) => parts.fallback !== undefined),
      'have no price of the commitment that was asked for: pay-as-you-go counted',
    ],
    [count(({ parts }) => !parts.limitsKnown), 'are priced at a size whose disk and interface limits are not known'],
    [count(({ demand }) => demand.diskLayoutAssumed), 'are priced without a disk list'],
    [count(({ demand }) => demand.gpuCountUnknown), 'have a GPU that nobody counted: none priced'],
    [
      count(({ parts }) => parts.guest.kind === 'not-priced'),
      'have a guest licence that is not priced here, or an unknown system',
    ],
  ];
  return said.flatMap(([workloads, text]) => (workloads === 0 ? [] : [`${workloads} workloads ${text}`]));
}

class LineMaker {
  readonly #request: ElasticLinesRequest;
  readonly #sold: SoldBySize;
  constructor(request: ElasticLinesRequest, sold: SoldBySize) {
    this.#request = request;
    this.#sold = sold;
  }

  compute(priced: readonly Priced[]): CostLine[] {
    const { site, spread, today } = this.#request;
    const { list, region } = this.#sold;
    const groups = grouped(priced, ({ parts }) => `${parts.rate.commitment}.${parts.offer.size}`);
    return groups.map(([key, members]) => {
      const { rate, offer } = members[0].parts;
      const inputs: CostInput[] = [
        { name: 'machines', value: members.length, unit: 'machines', source: 'estate' },
        {
          name: 'usdPerHour',
          value: rate.usdPerHour,
          unit: 'USD per hour',
          source: `price list ${list.id}, region ${region}, ${rate.commitment}`,
          asOf: list.asOf,
        },
        hours,
        ...this.#factors(),
      ];
      const usd = listCertainty(product(inputs), list, today, spread);
      const off = members.filter((one) => one.off).length;
      // Hours that were committed to are paid whether a machine runs or not.
      const idle = rate.commitment === 'pay-as-you-go' || rate.commitment === 'spot' ? off : 0;
      return this.#line({
        id: `compute.${key}`,
        title: `${offer.size}, ${rate.commitment}`,
        group: 'compute',
        inputs,
        usd: { ...usd, low: (usd.low * (members.length - idle)) / members.length },
        assumptions: [
          'every machine runs all hours of the month',
          ...(idle > 0 ? [`${idle} of them are off now: the low end takes them to stay so`] : []),
          ...(list.builtIn ? [`built-in example list of ${site.id}: import a current one`] : []),
        ],
      });
    });
  }

  disks(priced: readonly Priced[]): CostLine[] {
    const { spread } = this.#request;
    const all = priced.flatMap(({ parts }) => parts.disks);
    return grouped(all, ({ tier }) => tier).map(([tier, members]) => {
      const [first] = members;
      const inputs: CostInput[] = [
        { name: 'disks', value: members.reduce((sum, { count }) => sum + count, 0), unit: 'disks', source: 'estate' },
        diskPrice(first),
        ...this.#factors(false),
      ];
      const remarks = new Set(members.flatMap(({ remark }) => remark ?? []));
      return this.#line({
        id: `disk.${slug(tier)}`,
        title: `Disks ${tier}`,
        group: 'storage',
        inputs,
        usd: certainty(product(inputs), first.conf, spread),
        assumptions: ['transactions and snapshots are not part of it', ...[...remarks].sort()],
      });
    });
  }

  windows(priced: readonly Priced[]): CostLine[] {
    const { catalog, spread } = this.#request;
    const { list } = this.#sold;
    const rented = priced.filter(({ parts }) => parts.guest.kind === 'windows-rented');
    const { usdPerVcpuHour, asOf, conf } = catalog['azure-prices'].windowsServer;
    return grouped(rented, ({ parts }) =>
      parts.offer.windowsUsdPerHour === undefined ? 'per-vcpu' : parts.offer.size,
    ).map(([key, members]) => {
      const { offer } = members[0].parts;
      const perVcpu = key === 'per-vcpu';
      const vcpu = members.reduce((sum, { parts }) => sum + parts.offer.vcpu, 0);
      const inputs: CostInput[] = perVcpu
        ? [
            { name: 'vcpu', value: vcpu, unit: 'vCPU', source: 'estate' },
            {
              name: 'usdPerVcpuHour',
              value: usdPerVcpuHour,
              unit: 'USD per vCPU and hour',
              source: 'catalog/azure-prices.yaml windowsServer',
              asOf,
              unverified: conf === 'own',
            },
            hours,
          ]
        : [
            { name: 'machines', value: members.length, unit: 'machines', source: 'estate' },
            {
              name: 'windowsUsdPerHour',
              value: Math.max(0, (offer.windowsUsdPerHour ?? 0) - offer.usdPerHour),
              unit: 'USD per hour',
              source: `price list ${list.id}, with Windows less without`,
              asOf: list.asOf,
            },
            hours,
          ];
      return this.#line({
        id: `windows.${key}`,
        title: perVcpu ? 'Windows Server rented, per vCPU' : `Windows Server rented, ${key}`,
        group: 'guest-licence',
        inputs,
        usd: certainty(product(inputs), perVcpu ? conf : 'list', spread),
        assumptions: [],
      });
    });
  }

  linux(priced: readonly Priced[]): CostLine[] {
    const { site } = this.#request;
    const rented = priced.filter(({ parts }) => parts.guest.kind === 'linux-rented').length;
    if (rented === 0) return [];
    const price = site.cost.linuxSubscriptionUsdPerVmMonth;
    const source = `sites.yaml ${site.id}.cost.linuxSubscriptionUsdPerVmMonth`;
    const inputs: CostInput[] = [
      { name: 'machines', value: rented, unit: 'machines', source: 'estate' },
      ...(price === undefined
        ? []
        : [{ name: 'usdPerVmMonth', value: price, unit: 'USD per machine and month', source }]),
    ];
    const line = { id: 'linux', title: 'RHEL and SLES subscriptions rented', group: 'guest-licence', inputs } as const;
    const usd = price === undefined ? null : certainty(rented * price, 'list', this.#request.spread);
    const made = this.#line({ ...line, usd, assumptions: [] });
    return [{ ...made, formula: 'machines × usdPerVmMonth', asks: price === undefined ? [source] : [] }];
  }

  #factors(discounted = true): CostInput[] {
    const { site } = this.#request;
    const { discountPct, priceFactor } = site.cost;
    const source = (field: string): string => `sites.yaml ${site.id}.cost.${field}`;
    return [
      ...(discounted && discountPct !== undefined && discountPct > 0
        ? [{ name: 'discountPct', value: discountPct, unit: 'percent off', source: source('discountPct') }]
        : []),
      ...(priceFactor !== undefined && priceFactor !== 1
        ? [{ name: 'priceFactor', value: priceFactor, unit: 'times', source: source('priceFactor') }]
        : []),
    ];
  }

  #line(line: Pick<CostLine, 'id' | 'title' | 'group' | 'inputs' | 'assumptions'> & { usd: Range | null }): CostLine {
    return {
      ...line,
      id: `${this.#request.site.id}.${line.id}`,
      period: 'month',
      formula: formulaOf(line.inputs),
      asks: [],
    };
  }
}

const hours: CostInput = { name: 'hours', value: HOURS_PER_MONTH, unit: 'hours a month', source: 'convention' };

function diskPrice({ usdPerMonth, from, asOf, conf }: DiskChoice): CostInput {
  return {
    name: 'usdPerMonth',
    value: usdPerMonth,
    unit: 'USD per month',
    source: from,
    asOf,
    unverified: conf === 'own',
  };
}

/** Every input is a factor; a discount is what is left of the price. */
const product = (inputs: readonly CostInput[]): number =>
  inputs.reduce((value, input) => value * (input.name === 'discountPct' ? 1 - input.value / 100 : input.value), 1);

const formulaOf = (inputs: readonly CostInput[]): string =>
  inputs.map(({ name }) => (name === 'discountPct' ? '(1 − discountPct / 100)' : name)).join(' × ');

/** Groups that have a first member, by key. */
function grouped<T>(items: readonly T[], keyOf: (item: T) => string): [string, [T, ...T[]]][] {
  const groups = new Map<string, [T, ...T[]]>();
  for (const item of items) {
    const key = keyOf(item);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [item]);
    else known.push(item);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}

const slug = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
