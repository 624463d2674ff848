/** What hardware somebody owns costs in a path: hosts, power, space, staff, storage, GPUs, month by month (C2). */

import { cite } from '../../catalog/provenance.ts';
import { HOURS_PER_MONTH } from '../../model/units.ts';
import type { ModelBuilder } from './builder.ts';
import { dayOfMonth } from './case.ts';
import { add, atLeastZero, divide, multiply, roundUp, subtract } from './expression.ts';
import type { Expression } from './expression.ts';
import { gpuLine, storageLine } from './owned-extras.ts';
import { scaleOf, siteSaid } from './owned-site.ts';
import type { OwnedSite, Scale } from './owned-site.ts';

/** Hosts in use per month, as a formula; lines on platforms and licences multiply with it. */
export interface HostCount {
  readonly kept: Expression;
  readonly added: Expression;
  readonly all: Expression;
  readonly coresPerHost: Expression;
}

export function hostCount(build: ModelBuilder, { pathId, site, fleet }: OwnedSite): HostCount {
  const id = `${pathId} ${site.id}`;
  const from =
    fleet.origin === 'inventory'
      ? 'inventory'
      : fleet.origin === 'capacity'
        ? `sites.yaml ${site.id}.capacity.cpuCores in hosts of ${fleet.generation?.id ?? ''}`
        : 'nothing runs there today';
  const today = build.exact(`${site.id} hosts`, fleet.today.length, {
    title: `${site.id}: hosts today`,
    unit: 'hosts',
    source: from,
  });
  const spare = build.exact(`${site.id} spare`, Math.round(fleet.spare * 100) / 100, {
    title: `${site.id}: room of today's hosts for arrivals`,
    unit: 'hosts',
    source: `hosts less what runs there, sites.yaml ${site.id}.capacity`,
  });
  const remaining = build.months(
    `${id} remaining`,
    `${site.id}: share of today's machines still there`,
    'share',
    fleet.remaining,
    'schedule of the path',
  );
  const arriving = build.months(
    `${id} arriving`,
    `${site.id}: room that arrivals take`,
    'hosts',
    fleet.arriving,
    'schedule of the path',
  );
  const kept = roundUp(multiply(today, remaining));
  const added = roundUp(atLeastZero(subtract(arriving, multiply(spare, remaining))));
  return {
    kept,
    added,
    all: add(kept, added),
    coresPerHost: build.exact(`${site.id} cores per host`, Math.round(fleet.coresPerHost * 100) / 100, {
      title: `${site.id}: physical cores per host`,
      unit: 'cores',
      source:
        fleet.origin === 'inventory' ? 'inventory, mean of the hosts' : `host-costs.yaml ${fleet.generation?.id ?? ''}`,
    }),
  };
}

export function ownedLines(build: ModelBuilder, owned: OwnedSite, count: HostCount): void {
  const { pathId, site, fleet } = owned;
  const { cost } = site;
  const line = { pathId, siteId: site.id };
  const given = (key: 'usdPerCoreMonth' | 'usdPerMemoryGiBMonth', unit: string, value: number): Expression =>
    build.given(`${site.id} ${key}`, value, { title: `${site.id}: ${key}`, unit, ...siteSaid(site, key) });
  const scaled = scaleOf(build, site);
  const isSized = fleet.generation !== null || !fleet.memoryAssumed;
  if (isSized && cost.usdPerCoreMonth !== undefined && cost.usdPerMemoryGiBMonth !== undefined) {
    const memory = build.exact(`${site.id} memory per host`, Math.round(fleet.memoryPerHost * 100) / 100, {
      title: `${site.id}: memory per host`,
      unit: 'GiB',
      source: fleet.memoryAssumed ? `host-costs.yaml ${fleet.generation?.id ?? ''}` : 'inventory, mean of the hosts',
    });
    build.line({
      ...line,
      what: 'hosts',
      title: 'Hosts, power, space and staff at your own rates',
      group: 'hardware',
      expression: scaled(
        multiply(
          count.all,
          add(
            multiply(count.coresPerHost, given('usdPerCoreMonth', 'USD per core and month', cost.usdPerCoreMonth)),
            multiply(memory, given('usdPerMemoryGiBMonth', 'USD per GiB and month', cost.usdPerMemoryGiBMonth)),
          ),
        ),
      ),
    });
  } else hardwareLines(build, owned, count, scaled);
  storageLine(build, owned, scaled);
  gpuLine(build, owned, scaled);
}

function hardwareLines(
  build: ModelBuilder,
  { pathId, site, fleet, costs, from, months }: OwnedSite,
  count: HostCount,
  scaled: Scale,
): void {
  const { generation } = fleet;
  const line = { pathId, siteId: site.id };
  if (generation === null) {
    build.line({
      ...line,
      what: 'hosts',
      title: 'Hosts',
      group: 'hardware',
      expression: build.missing(
        `${site.id} host generation`,
        { title: `${site.id}: host generation`, unit: 'USD per host and month' },
        `sites.yaml ${site.id}.cost.hostGeneration: ${fleet.generationWhy} is not in host-costs.yaml`,
      ),
    });
    return;
  }
  const said = (title: string, unit: string) => ({
    title: `${generation.id}: ${title}`,
    unit,
    source: `host-costs.yaml ${generation.id}: ${cite(generation)}`,
    asOf: generation.asOf,
  });
  const { settings } = costs;
  const shared = (id: string, value: number, unit: string): Expression =>
    build.fact(id, value, settings.conf, {
      title: id,
      unit,
      source: `host-costs.yaml settings: ${cite(settings)}`,
      asOf: settings.asOf,
    });
  const of = (
    key: 'capexUsd' | 'supportUsdPerYear' | 'powerWatts' | 'rackUnits' | 'staffHoursPerMonth',
    unit: string,
  ) => build.fact(`${generation.id} ${key}`, generation[key], generation.conf, said(key, unit));
  const life = build.exact(`${generation.id} life`, generation.lifeYears, said('lifeYears', 'years'));
  const assumptions = [`priced as ${generation.id}: ${fleet.generationWhy}`];
  const capexMonth = divide(of('capexUsd', 'USD per host'), multiply(life, 12));

  const newest = [...costs.generations].sort(
    (a, b) => (b.boughtYear ?? 0) - (a.boughtYear ?? 0) || (a.id < b.id ? -1 : 1),
  )[0];
  const endsIn = (generation.boughtYear ?? 9999) + generation.lifeYears;
  const isOver = months.workloads.map((_, at) => (Number(dayOfMonth(from, at + 1).slice(0, 4)) >= endsIn ? 1 : 0));
  const over = build.months(
    `${site.id} over`,
    `${site.id}: hosts are past their life`,
    '0 or 1',
    isOver,
    said('life', '').source,
  );
  build.line({
    ...line,
    what: 'hardware',
    title: 'Hosts over their life',
    group: 'hardware',
    expression: scaled(multiply(add(multiply(count.kept, subtract(1, over)), count.added), capexMonth)),
    assumptions: [...assumptions, 'what is left of a book value when a host is switched off is not counted'],
  });
  if (newest !== undefined) {
    const stays = Math.ceil(fleet.today.length * (fleet.remaining.at(-1) ?? 0));
    const replaced = build.months(
      `${pathId} ${site.id} replaced`,
      `${site.id}: hosts that are replaced`,
      'hosts',
      isOver.map((flag) => flag * stays),
      `schedule of the path; host-costs.yaml ${generation.id} boughtYear + lifeYears`,
    );
    const cores = newest.sockets.reduce((sum, each) => sum + each, 0);
    const price = build.fact(`${newest.id} capexUsd`, newest.capexUsd, newest.conf, {
      title: `${newest.id}: capexUsd`,
      unit: 'USD per host',
      source: `host-costs.yaml ${newest.id}: ${cite(newest)}`,
      asOf: newest.asOf,
    });
    const newLife = build.exact(`${newest.id} life`, newest.lifeYears, {
      title: `${newest.id}: lifeYears`,
      unit: 'years',
      source: `host-costs.yaml ${newest.id}`,
    });
    build.line({
      ...line,
      what: 'refresh',
      title: `Hosts replaced by ${newest.id}`,
      group: 'hardware',
      expression: scaled(
        divide(multiply(roundUp(divide(multiply(replaced, count.coresPerHost), cores)), price), multiply(newLife, 12)),
      ),
      assumptions: ['as many cores as before; hosts that empty within the months are not replaced'],
    });
  }
  build.line({
    ...line,
    what: 'support',
    title: 'Hardware support',
    group: 'support',
    expression: scaled(multiply(count.all, divide(of('supportUsdPerYear', 'USD per host and year'), 12))),
    assumptions,
  });
  build.line({
    ...line,
    what: 'power',
    title: 'Power and cooling',
    group: 'facility',
    expression: scaled(
      multiply(
        count.all,
        divide(of('powerWatts', 'W per host'), 1000),
        shared('averageLoad', settings.averageLoad, 'share'),
        HOURS_PER_MONTH,
        shared('pue', settings.pue, 'factor'),
        shared('usdPerKwh', settings.usdPerKwh, 'USD per kWh'),
      ),
    ),
    assumptions,
  });
  build.line({
    ...line,
    what: 'space',
    title: 'Rack space',
    group: 'facility',
    expression: scaled(
      multiply(
        count.all,
        of('rackUnits', 'rack units per host'),
        shared('usdPerRackUnitMonth', settings.usdPerRackUnitMonth, 'USD per rack unit and month'),
      ),
    ),
    assumptions,
  });
  build.line({
    ...line,
    what: 'staff',
    title: 'People who look after hosts',
    group: 'people',
    expression: scaled(
      multiply(
        count.all,
        of('staffHoursPerMonth', 'hours per host and month'),
        shared('usdPerStaffHour', settings.usdPerStaffHour, 'USD per hour'),
      ),
    ),
    assumptions,
  });
}
