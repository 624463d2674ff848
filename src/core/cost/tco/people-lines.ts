/** People who look after workloads, and costs only you can know. */

import { isCloud } from '../licences/place.ts';
import type { ModelBuilder } from './builder.ts';
import type { TcoCase } from './case.ts';
import { add, multiply } from './expression.ts';
import type { Expression } from './expression.ts';
import type { Presence } from './presence.ts';
import { cite } from '../../catalog/provenance.ts';

export function peopleLines(build: ModelBuilder, of: TcoCase, pathId: string, presence: Presence): void {
  const { settings } = of.catalog['host-costs'];
  const rate = build.fact('usdPerStaffHour', settings.usdPerStaffHour, settings.conf, {
    title: 'usdPerStaffHour',
    unit: 'USD per hour',
    source: `host-costs.yaml settings: ${cite(settings)}`,
    asOf: settings.asOf,
  });
  const part = (where: 'owned' | 'cloud'): Expression[] => {
    const sites = of.sites.sites.filter((site) => isCloud(site) === (where === 'cloud'));
    const counts = Array.from({ length: of.months }, (_, at) =>
      sites.reduce((sum, { id }) => sum + (presence.sites.get(id)?.workloads[at] ?? 0), 0),
    );
    if (counts.every((each) => each === 0)) return [];
    const hours = of.settings.hoursPerWorkloadMonth[where];
    const said = { title: `Work on one workload, ${where}`, unit: 'hours a month' };
    const count = build.months(
      `${pathId} workloads ${where}`,
      `Workloads, ${where}`,
      'workloads',
      counts,
      'schedule of the path',
    );
    const work = multiply(
      count,
      hours === undefined
        ? build.missing(`hours per workload ${where}`, said, `sites.yaml tco.hoursPerWorkloadMonth.${where}`)
        : build.given(`hours per workload ${where}`, hours, {
            ...said,
            source: `sites.yaml tco.hoursPerWorkloadMonth.${where}`,
          }),
    );
    return [work];
  };
  const parts = [...part('owned'), ...part('cloud')];
  if (parts.length === 0) return;
  build.line({
    pathId,
    siteId: null,
    what: 'people',
    title: 'People who look after workloads',
    group: 'people',
    expression: multiply(add(...parts), rate),
    assumptions: ['work on workloads alone: hosts have their own lines, or rates that include it'],
  });
}

export function userLines(build: ModelBuilder, of: TcoCase, pathId: string, isBase: boolean): void {
  for (const entry of of.settings.more) {
    const isMeant = entry.paths === undefined ? !isBase : entry.paths.includes(pathId);
    if (!isMeant) continue;
    const values = Array.from({ length: of.months }, (_, at) =>
      entry.period === 'one-off' ? Number(at + 1 === entry.month) : Number(at + 1 >= entry.month),
    );
    const when = build.months(`${pathId} more ${entry.id}`, entry.title, '0 or 1', values, 'sites.yaml tco.more');
    const usd = build.ranged(
      `more ${entry.id}`,
      { low: entry.lowUsd ?? entry.usd, likely: entry.usd, high: entry.highUsd ?? entry.usd },
      {
        title: entry.title,
        unit: entry.period === 'month' ? 'USD per month' : 'USD',
        source: `sites.yaml tco.more ${entry.id}${entry.source === undefined ? '' : `, ${entry.source}`}`,
        asOf: entry.asOf,
      },
    );
    build.line({
      pathId,
      siteId: null,
      what: `more-${entry.id}`,
      title: entry.title,
      group: entry.period === 'month' ? 'support' : 'migration',
      ...(entry.period === 'one-off' && { period: 'one-off' as const }),
      expression: multiply(when, usd),
    });
  }
}
