/** A total cost model from what is known: every path, every site, every line (C2, C3, C4). */

import { migrationHours } from '../migration.ts';
import { isCloud } from '../licences/place.ts';
import type { SiteNeed } from '../licences/effect.ts';
import type { LicenceProductId } from '../licences/products.ts';
import { soldBySize, totalDiskGiB } from '../pricing.ts';
import { assuranceLines } from './assurance-lines.ts';
import { ModelBuilder } from './builder.ts';
import { firstMonth } from './case.ts';
import type { CaseWorkload, PathPlan, TcoCase } from './case.ts';
import { cloudLines, elasticPrices } from './cloud-lines.ts';
import { divide, multiply } from './expression.ts';
import { fleetOf } from './fleet.ts';
import type { Fleet } from './fleet.ts';
import { licenceLines, needsByMonth } from './licence-lines.ts';
import type { TcoModel, TcoPath } from './model.ts';
import { hostCount, ownedLines } from './owned-lines.ts';
import { peopleLines, userLines } from './people-lines.ts';
import { platformLine } from './platform-line.ts';
import { presenceOf } from './presence.ts';
import type { Presence } from './presence.ts';
import { updateLines } from './update-lines.ts';

/** Hours of work on one move: the migration formula with its total disk. */
function hoursOf({ workload, demand }: CaseWorkload, conditions: number): number {
  return migrationHours(workload.facts, demand === null ? 0 : totalDiskGiB(demand), conditions);
}

interface Prepared {
  readonly plan: PathPlan;
  readonly presence: Presence;
  readonly fleets: ReadonlyMap<string, Fleet>;
}

function prepare(of: TcoCase): readonly Prepared[] {
  const elastic = elasticPrices(of.pricer);
  return of.paths.map((plan) => {
    const presence = presenceOf(of, plan, elastic, hoursOf);
    const fleets = new Map<string, Fleet>();
    for (const site of of.sites.sites) {
      const months = presence.sites.get(site.id);
      if (months !== undefined && !soldBySize(site) && !isCloud(site))
        fleets.set(site.id, fleetOf(site, of.hosts.get(site.id) ?? [], months, of.catalog['host-costs']));
    }
    return { plan, presence, fleets };
  });
}

/** Licences needed in the first month of the first path and in the last month of the last one. */
export function needsBeforeAndAfter(of: TcoCase): {
  readonly before: readonly SiteNeed[];
  readonly after: readonly SiteNeed[];
} {
  const needs = prepare(of).map(({ presence, fleets }) => needsByMonth(of, presence, fleets));
  return { before: needs[0]?.[0] ?? [], after: needs.at(-1)?.at(-1) ?? [] };
}

export function buildTco(of: TcoCase): TcoModel {
  const build = new ModelBuilder(of.settings.uncertaintyPct, of.asOf);
  const from = firstMonth(of.asOf);
  const costs = of.catalog['host-costs'];
  const prepared = prepare(of);
  const needs = prepared.map(({ presence, fleets }) => needsByMonth(of, presence, fleets));
  for (const [at, { plan, presence, fleets }] of prepared.entries()) {
    const pathNeeds = needs[at] ?? [];
    for (const site of of.sites.sites) {
      const months = presence.sites.get(site.id);
      if (months === undefined) continue;
      const fleet = fleets.get(site.id);
      if (fleet === undefined) {
        cloudLines(build, of, plan.id, site, months);
        continue;
      }
      const owned = { pathId: plan.id, site, fleet, months, costs, from };
      const count = hostCount(build, owned);
      ownedLines(build, owned, count);
      platformLine(build, of, owned, count, editionsAt(pathNeeds, site.id));
    }
    licenceLines(build, of, plan.id, pathNeeds, needs[0] ?? []);
    assuranceLines(build, of, plan.id, pathNeeds);
    updateLines(build, of, plan.id, presence, from);
    moveLine(build, of, plan.id, presence);
    peopleLines(build, of, plan.id, presence);
    userLines(build, of, plan.id, at === 0);
  }
  const rate = build.given('discount rate', of.settings.discountRatePct, {
    title: 'Discount rate',
    unit: 'per cent a year',
    source: 'sites.yaml tco.discountRatePct, or as asked',
  });
  const rateInput = typeof rate === 'object' && 'input' in rate ? rate.input : '';
  warnAboutWorkloads(build, of);
  return {
    from,
    months: of.months,
    rateInput,
    basePath: of.paths[0]?.id ?? '',
    inputs: build.usedInputs([rateInput]),
    series: build.usedSeries(),
    paths: prepared.map(({ plan, presence }) => pathOf(of, plan, presence, prepared[0]?.presence ?? presence)),
    lines: build.lines,
    warnings: [...build.warnings],
  };
}

function pathOf(of: TcoCase, plan: PathPlan, { moves, unpriced }: Presence, base: Presence): TcoPath {
  const onlyIn = (one: ReadonlySet<number>, other: ReadonlySet<number>): number =>
    [...one].filter((index) => !other.has(index)).length;
  const unlike = onlyIn(unpriced, base.unpriced) + onlyIn(base.unpriced, unpriced);
  return {
    id: plan.id,
    title: plan.title,
    moves,
    staying: of.workloads.length - moves,
    unpriced: unpriced.size,
    unlike,
    notes: [
      ...plan.notes,
      ...(unlike > 0
        ? [
            `what it saves is not known: ${unlike} workloads have a price in only one of it and ${of.paths[0]?.id ?? ''}, so that the totals are of unequal sets`,
          ]
        : []),
    ],
  };
}

const editionsAt = (
  needs: readonly (readonly { readonly product: LicenceProductId; readonly siteId: string }[])[],
  siteId: string,
): LicenceProductId[] => [
  ...new Set(
    needs
      .flat()
      .flatMap((need) =>
        need.siteId === siteId &&
        /^openshift-(virtualization-engine|kubernetes-engine|container-platform|platform-plus)$/.test(need.product)
          ? [need.product]
          : [],
      ),
  ),
];

function moveLine(build: ModelBuilder, of: TcoCase, pathId: string, presence: Presence): void {
  const hours = build.months(
    `${pathId} move hours`,
    'Work on moves',
    'hours',
    presence.moveHours,
    'docs/reference/cost.md, moving',
  );
  const level = build.fact('migration hours level', 100, 'migrationHours', {
    title: 'Hours of a move against the formula',
    unit: 'per cent',
    source: 'docs/reference/cost.md: constants are product defaults',
    asOf: '2026-11-22',
  });
  const rate = build.given('usdPerMigrationHour', of.sites.placement.usdPerMigrationHour, {
    title: 'Migration work',
    unit: 'USD per hour',
    source: 'sites.yaml placement.usdPerMigrationHour',
  });
  build.line({
    pathId,
    siteId: null,
    what: 'migration',
    title: 'Work on moves',
    group: 'migration',
    period: 'one-off',
    expression: multiply(hours, divide(level, 100), rate),
  });
}

function warnAboutWorkloads(build: ModelBuilder, of: TcoCase): void {
  const nowhere = of.workloads.filter(({ siteId }) => siteId === null).length;
  const unsized = of.workloads.filter(({ demand }) => demand === null).length;
  const resized = of.workloads.filter(({ moved }) => moved !== undefined).length;
  if (nowhere > 0)
    build.warnings.add(`${nowhere} workloads run at no site of sites.yaml: what they cost today is not counted.`);
  if (resized > 0)
    build.warnings.add(
      `${resized} workloads take the size recommended from measurements where they move (sites.yaml placement.sizing); who stays keeps the size it has.`,
    );
  if (unsized > 0)
    build.warnings.add(`${unsized} workloads state no CPU, memory or disks: they have no price anywhere.`);
}
