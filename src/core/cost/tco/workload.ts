/** One workload at one site: every part of its price as a range, or what is missing for it (C3). */

import type { Readiness } from '../../assess/verdict.ts';
import type { Site } from '../../policy/site.ts';
import { benefitCores } from '../licences/azure-benefit.ts';
import type { LicensedGuest } from '../licences/guest.ts';
import { sqlNeeds } from '../licences/other-needs.ts';
import { placeOf } from '../licences/place.ts';
import { askPrice, unitPrice } from '../licences/price.ts';
import { updatesAreFree, updateYear, updateYearUsd } from '../licences/security-updates.ts';
import { migrationEffort } from '../migration.ts';
import { elasticRanges, ownedRanges } from '../price-ranges.ts';
import { totalDiskGiB } from '../pricing.ts';
import { addRanges, scaleRange } from '../range.ts';
import type { Range } from '../range.ts';
import { spreadBy } from '../uncertainty.ts';
import { entryAt } from './case.ts';
import type { CaseWorkload, TcoCase } from './case.ts';

export interface PricePart {
  readonly part: 'run' | 'platform' | 'guest-licence' | 'database-licence' | 'updates' | 'migration' | 'risk';
  readonly period: 'month' | 'one-off';
  /** Null: no price; `asks` says what is missing. */
  readonly usd: Range | null;
  readonly basis: readonly string[];
  readonly asks: readonly string[];
}

type Part = (
  part: PricePart['part'],
  usd: Range | null,
  basis?: readonly string[],
  asks?: readonly string[],
  period?: 'one-off',
) => PricePart;

const part: Part = (part, usd, basis = [], asks = [], period) => ({
  part,
  period: period ?? 'month',
  usd,
  basis,
  asks,
});

/** Parts of the price, or why there is none. Parts that are nothing for certain are left out. */
export function priceParts(
  entry: CaseWorkload,
  site: Site,
  of: Omit<TcoCase, 'paths'>,
  readiness: Readiness | undefined,
  conditions: number,
): readonly PricePart[] | { readonly obstacle: string } {
  const { workload, siteId } = entry;
  const { demand, guest } = entryAt(entry, site.id);
  if (demand === null) return { obstacle: 'CPU, memory or disks are not known' };
  const staying = siteId === site.id;
  const quote = of.pricer.quote(demand, site, staying);
  if ('unknown' in quote) return { obstacle: quote.unknown };
  if ('noSize' in quote) return { obstacle: quote.noSize };
  const spread = of.settings.uncertaintyPct;
  const assumed = of.pricer.assumptions(site);
  const sold = of.pricer.sold(site);
  const parts = sold === undefined || 'unknown' in sold ? undefined : sold.parts(demand, staying);
  const ranges =
    sold !== undefined && 'list' in sold && parts !== undefined && 'offer' in parts
      ? elasticRanges(parts, sold, site, spread, of.asOf)
      : ownedRanges(quote, demand.licence, assumed.length > 0, spread);
  const { run, platform } = ranges;
  const basis = quote.basis();
  return [
    part('run', run, [...basis, ...assumed]),
    ...(platform.likely === 0 ? [] : [part('platform', platform, assumed)]),
    ...guestPart(guest, site, ranges.guest),
    ...databaseParts(guest, site, of),
    ...updateParts(guest, site, of),
    ...(staying ? [] : [migrationPart(entry, of, conditions)]),
    ...riskPart(of.pricer.riskUsdPerMonth(quote, readiness ?? 'unknown'), run, quote.runUsdPerMonth, staying),
  ].map((each) => ({ ...each, basis: each.basis.filter((line, at, all) => all.indexOf(line) === at) }));

  function migrationPart(_: CaseWorkload, { sites }: Omit<TcoCase, 'paths'>, warnings: number): PricePart {
    const effort = migrationEffort(workload.facts, demand === null ? 0 : totalDiskGiB(demand), warnings);
    const rate = sites.placement.usdPerMigrationHour;
    return part(
      'migration',
      spreadBy(effort.hours * rate, 'migrationHours', spread),
      [`${effort.parts.join(' + ')} × ${rate} USD (sites.yaml placement.usdPerMigrationHour)`],
      [],
      'one-off',
    );
  }
}

function guestPart(guest: LicensedGuest, site: Site, usd: Range): PricePart[] {
  switch (guest.system) {
    case 'windows-server':
      return [part('guest-licence', usd)];
    case 'rhel':
    case 'sles':
      return usd.likely > 0
        ? [part('guest-licence', usd)]
        : [part('guest-licence', null, [], [`sites.yaml ${site.id}.cost.linuxSubscriptionUsdPerVmMonth`])];
    case 'windows-client':
      return [
        part(
          'guest-licence',
          null,
          ['rights are per user: licensing.yaml win-client-vm'],
          [askPrice('windows-client-rights')],
        ),
      ];
    case 'windows-unknown':
      return [part('guest-licence', null, [], ['os: whether this Windows is a server or a client'])];
    case 'unknown':
      return [part('guest-licence', null, [], ['os: no source states the operating system'])];
    default:
      return [];
  }
}

function databaseParts(guest: LicensedGuest, site: Site, of: Omit<TcoCase, 'paths'>): PricePart[] {
  const years = of.catalog['host-costs'].settings.windowsLicenceYears;
  return sqlNeeds(placeOf(site, [], [guest]), of.book).map((need) => {
    const price = unitPrice(need.product, of.prices);
    const basis = [
      `${need.units ?? '?'} cores, ${need.how}, over ${years} years (licensing.yaml ${need.rules.join(', ')})`,
    ];
    if (need.units === null || price === null) {
      const asks = need.asks.length > 0 ? need.asks.map(({ ask }) => ask) : [askPrice(need.product)];
      return part('database-licence', null, basis, asks);
    }
    return part('database-licence', scaleRange(price.usd, need.units / (years * 12)), [...basis, price.source]);
  });
}

function updateParts(guest: LicensedGuest, site: Site, of: Omit<TcoCase, 'paths'>): PricePart[] {
  const { book } = of;
  if (guest.supportEnd === null) return [];
  const year = updateYear(guest.supportEnd, book.asOf, book.terms);
  if (year === 0) return [];
  if (updatesAreFree(site.target))
    return [part('updates', { low: 0, likely: 0, high: 0 }, ['free there: licensing.yaml esu-azure'])];
  if (year === null)
    return [part('updates', null, [], [`support ended ${guest.supportEnd}: no updates are sold any more`])];
  const price = unitPrice('windows-server-updates', of.prices);
  if (price === null || guest.vcpus === null) return [part('updates', null, [], [askPrice('windows-server-updates')])];
  const cores = benefitCores(guest.vcpus, book.terms);
  const factor = (cores * updateYearUsd(year, 1, book.terms)) / 12;
  return [
    part('updates', scaleRange(price.usd, factor), [
      `year ${year} after ${guest.supportEnd}, ${cores} cores (licensing.yaml esu-length, esu-price)`,
      price.source,
    ]),
  ];
}

function riskPart(usd: number, run: Range, likely: number, staying: boolean): PricePart[] {
  if (usd === 0 || staying || likely === 0) return [];
  return [part('risk', scaleRange(run, usd / likely), ['sites.yaml placement.riskPct'])];
}

/** All parts that have a price, per month; one-off parts spread over `months`. */
export function monthlyRange(parts: readonly PricePart[], months: number): Range {
  return addRanges(
    parts.flatMap(({ usd, period }) =>
      usd === null ? [] : [period === 'one-off' ? scaleRange(usd, 1 / months) : usd],
    ),
  );
}
