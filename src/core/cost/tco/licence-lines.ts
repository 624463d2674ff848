/** Licences of a path: subscriptions month by month, licences that have to be bought, security updates (W5, C3). */

import type { CostGroup } from '../cost-line.ts';
import { placeNeeds } from '../licences/effect.ts';
import type { SiteNeed } from '../licences/effect.ts';
import type { Site } from '../../policy/site.ts';
import { placeOf } from '../licences/place.ts';
import { askTexts } from '../licences/need.ts';
import { askPrice, isPricedByUnit, unitPrice } from '../licences/price.ts';
import { productOf } from '../licences/products.ts';
import type { LicenceProductId } from '../licences/products.ts';
import type { ModelBuilder } from './builder.ts';
import { guestAt } from './case.ts';
import type { TcoCase } from './case.ts';
import { divide, multiply } from './expression.ts';
import type { Expression } from './expression.ts';
import { hostsIn } from './fleet.ts';
import type { Fleet } from './fleet.ts';
import type { Presence } from './presence.ts';

/** Needs of every site in every month, computed anew only when somebody moved. */
export function needsByMonth(
  of: TcoCase,
  presence: Presence,
  fleets: ReadonlyMap<string, Fleet>,
): readonly (readonly SiteNeed[])[] {
  const found: (readonly SiteNeed[])[] = [];
  const unchanged = new Map<string, { readonly key: string; readonly needs: readonly SiteNeed[] }>();
  let now: readonly SiteNeed[] = [];
  for (let month = 1; month <= of.months; month += 1) {
    if (presence.changes.includes(month)) {
      const there = presence.licensedAt(month);
      now = of.sites.sites.flatMap((site) => {
        const indexes = there.get(site.id) ?? [];
        const fleet = fleets.get(site.id);
        const hosts = fleet === undefined ? [] : hostsIn(fleet, month, site);
        // Workloads only ever leave or arrive once, so that these three name the state of a site within a path.
        const key = `${indexes.length} ${indexes.reduce((sum, index) => (sum * 31 + index) % 2_147_483_647, 7)} ${hosts.length}`;
        const before = unchanged.get(site.id);
        if (before?.key === key) return before.needs;
        const guests = indexes.flatMap((index) => {
          const entry = of.workloads[index];
          return entry === undefined ? [] : [guestAt(entry, site.id)];
        });
        const needs = placeNeeds(placeOf(site, hosts, guests), of.book).map((need) => ({ ...need, siteId: site.id }));
        unchanged.set(site.id, { key, needs });
        return needs;
      });
    }
    found.push(now);
  }
  return found;
}

export const groupOf = (product: LicenceProductId): CostGroup => {
  if (product.startsWith('sql')) return 'database-licence';
  return /^(openshift|vmware|azure-local)/.test(product) ? 'platform-licence' : 'guest-licence';
};

const PLATFORMS: ReadonlySet<LicenceProductId> = new Set([
  'openshift-virtualization-engine',
  'openshift-kubernetes-engine',
  'openshift-container-platform',
  'openshift-platform-plus',
  'azure-local',
  'vmware-vcf',
]);

/** Counted elsewhere: updates by their year. */
const ELSEWHERE: ReadonlySet<LicenceProductId> = new Set(['windows-server-updates']);

interface Units {
  readonly perMonth: readonly number[];
  readonly asks: readonly string[];
  readonly how: string;
  readonly rules: readonly string[];
}

function unitsOf(needs: readonly (readonly SiteNeed[])[], pick: (need: SiteNeed) => boolean, most = false): Units {
  const all = needs.flat().filter(pick);
  return {
    perMonth: needs.map((month) => {
      const units = month.filter(pick).map((need) => need.units ?? 0);
      return most ? Math.max(0, ...units) : units.reduce((sum, each) => sum + each, 0);
    }),
    asks: askTexts(
      (needs.at(-1) ?? []).filter((need) => pick(need) && need.units === null).flatMap(({ asks }) => asks),
    ),
    how: [...new Set(all.map(({ how }) => how))].slice(0, 3).join('; '),
    rules: [...new Set(all.flatMap(({ rules }) => rules))].sort(),
  };
}

const productsIn = (needs: readonly (readonly SiteNeed[])[]): LicenceProductId[] =>
  [...new Set(needs.flat().map(({ product }) => product))].filter((product) => !ELSEWHERE.has(product)).sort();

export function licenceLines(
  build: ModelBuilder,
  of: TcoCase,
  pathId: string,
  needs: readonly (readonly SiteNeed[])[],
  baseNeeds: readonly (readonly SiteNeed[])[],
): void {
  for (const product of productsIn(needs)) {
    if (productOf(product).per === 'once') purchaseLine(build, of, pathId, product, needs, baseNeeds);
    else for (const site of of.sites.sites) subscriptionLine(build, of, pathId, site.id, product, needs);
  }
  for (const product of productsIn(needs)) {
    if (productOf(product).per === 'once') unknownLine(build, pathId, product, needs);
  }
}

export const rulesText = (rules: readonly string[]): string =>
  rules.length === 0 ? '' : `licensing.yaml ${rules.join(', ')}`;

export function priceInput(build: ModelBuilder, of: TcoCase, product: LicenceProductId): Expression {
  const { title, unit, per } = productOf(product);
  const said = { title, unit: `USD per ${unit}${per === 'once' ? '' : ` and ${per}`}` };
  return build.price(`price ${product}`, unitPrice(product, of.prices), said, askPrice(product));
}

function subscriptionLine(
  build: ModelBuilder,
  of: TcoCase,
  pathId: string,
  siteId: string,
  product: LicenceProductId,
  needs: readonly (readonly SiteNeed[])[],
): void {
  const site = of.sites.sites.find(({ id }) => id === siteId);
  const units = unitsOf(needs, (need) => need.product === product && need.siteId === siteId);
  const { title, unit, per } = productOf(product);
  if (site === undefined || isPlatformLine(product, site, of)) return;
  const values = product === 'vmware-vcf' ? renewed(units.perMonth, of) : units.perMonth;
  const count = build.months(
    `${pathId} ${siteId} ${product}`,
    `${siteId}: ${title}`,
    unit,
    values,
    rulesText(units.rules),
  );
  const price = linuxPrice(build, of, siteId, product) ?? priceInput(build, of, product);
  build.line({
    pathId,
    siteId,
    what: product,
    title,
    group: groupOf(product),
    expression: multiply(count, per === 'year' ? divide(price, 12) : price),
    assumptions: [
      units.how,
      ...(product === 'vmware-vcf'
        ? [
            of.book.settings.vmwareUntil === undefined
              ? `renewed every ${of.book.settings.vmwareTermMonths} months from the first on (sites.yaml licences.vmwareUntil is not given)`
              : `paid until ${of.book.settings.vmwareUntil}, then renewed for ${of.book.settings.vmwareTermMonths} months at a time`,
          ]
        : []),
    ].filter((text) => text !== ''),
  });
}

/** Platforms that sites.yaml prices per core, or whose unit nobody priced, are counted by platformLine. */
function isPlatformLine(product: LicenceProductId, { cost }: Site, of: TcoCase): boolean {
  if (!PLATFORMS.has(product) || isPricedByUnit(product, of.prices)) return false;
  return cost.platformUsdPerCoreMonth !== undefined || product.startsWith('openshift');
}

/** Subscriptions of Linux guests may be priced by site. */
function linuxPrice(
  build: ModelBuilder,
  of: TcoCase,
  siteId: string,
  product: LicenceProductId,
): Expression | undefined {
  if (product !== 'rhel-cloud' && product !== 'sles') return undefined;
  const cost = of.sites.sites.find(({ id }) => id === siteId)?.cost;
  if (cost?.linuxSubscription === 'hybrid-benefit') return undefined;
  const usd = cost?.linuxSubscriptionUsdPerVmMonth;
  if (usd === undefined) return undefined;
  return build.given(`${siteId} linuxSubscriptionUsdPerVmMonth`, usd, {
    title: `${siteId}: Linux subscription`,
    unit: 'USD per machine and month',
    source: `sites.yaml ${siteId}.cost.linuxSubscriptionUsdPerVmMonth`,
    asOf: cost?.asOf,
  });
}

/** A term is paid in full for the cores there were when it began. */
function renewed(cores: readonly number[], of: TcoCase): number[] {
  const { vmwareUntil, vmwareTermMonths } = of.book.settings;
  const from = Number(of.asOf.slice(0, 4)) * 12 + Number(of.asOf.slice(5, 7));
  const paidMonths =
    vmwareUntil === undefined
      ? 0
      : Math.max(0, Number(vmwareUntil.slice(0, 4)) * 12 + Number(vmwareUntil.slice(5, 7)) - from);
  return cores.map((_, at) => {
    if (at < paidMonths) return cores[0] ?? 0;
    const begin = paidMonths + Math.floor((at - paidMonths) / vmwareTermMonths) * vmwareTermMonths;
    return cores[begin] ?? 0;
  });
}

/** What is needed beyond what is held, bought in the month it is first needed. */
function purchaseLine(
  build: ModelBuilder,
  of: TcoCase,
  pathId: string,
  product: LicenceProductId,
  needs: readonly (readonly SiteNeed[])[],
  baseNeeds: readonly (readonly SiteNeed[])[],
): void {
  const isEstateWide = product === 'windows-server-access';
  const pick = (need: SiteNeed): boolean => need.product === product;
  const units = unitsOf(needs, pick, isEstateWide);
  const owned = of.book.settings.owned
    ?.filter((entry) => entry.product === product && (entry.until ?? '9999') >= of.book.asOf)
    .reduce((sum, entry) => sum + entry.units, 0);
  const today = unitsOf(baseNeeds, pick, isEstateWide).perMonth[0] ?? 0;
  let held = owned ?? today;
  const bought = units.perMonth.map((count) => {
    const more = Math.max(0, count - held);
    held += more;
    return more;
  });
  const { title, unit } = productOf(product);
  const source = `${rulesText(units.rules)}; held: ${owned === undefined ? `${today}, what runs today is taken as licensed` : `${owned}, sites.yaml licences.owned`}`;
  const count = build.months(`${pathId} buy ${product}`, `${title}: bought`, unit, bought, source);
  build.line({
    pathId,
    siteId: null,
    what: product,
    title: `${title}, bought`,
    group: groupOf(product),
    period: 'one-off',
    expression: multiply(count, priceInput(build, of, product)),
    assumptions: [
      units.how,
      owned === undefined
        ? 'what runs today is taken as licensed: give sites.yaml licences.owned'
        : 'beyond sites.yaml licences.owned',
      'while a workload moves, its licence serves both ends (licensing.yaml ahb-dual-use, ws-mobility)',
    ],
  });
}

/** Machines of which it is not known what they need: a line without a price, so that nobody takes it for nothing. */
function unknownLine(
  build: ModelBuilder,
  pathId: string,
  product: LicenceProductId,
  needs: readonly (readonly SiteNeed[])[],
): void {
  const units = unitsOf(needs, (need) => need.product === product && need.units === null);
  if (units.asks.length === 0) return;
  const { title } = productOf(product);
  build.line({
    pathId,
    siteId: null,
    what: `${product}-unknown`,
    title: `${title}: what is not known`,
    group: groupOf(product),
    period: 'one-off',
    expression: build.missing(
      `unknown ${product} ${pathId}`,
      { title: `${title}: units that cannot be counted`, unit: 'USD' },
      units.asks.join('; '),
    ),
  });
}
