/** Disks and GPUs of a site with its own hardware. */

import { cite } from '../../catalog/provenance.ts';
import { HOURS_PER_MONTH } from '../../model/units.ts';
import type { ModelBuilder } from './builder.ts';
import { add, divide, multiply } from './expression.ts';
import type { Expression } from './expression.ts';
import { siteSaid } from './owned-site.ts';
import type { OwnedSite, Scale } from './owned-site.ts';

export function storageLine(build: ModelBuilder, owned: OwnedSite, scaled: Scale): void {
  const { pathId, site, months } = owned;
  const { cost } = site;
  const { storage } = owned.costs;
  const rate =
    cost.usdPerDiskGiBMonth === undefined
      ? build.fact(`storage rate`, storage.usdPerGiBMonth, storage.conf, {
          title: 'Storage',
          unit: 'USD per GiB and month',
          source: `host-costs.yaml storage: ${cite(storage)}`,
          asOf: storage.asOf,
        })
      : build.given(`${site.id} usdPerDiskGiBMonth`, cost.usdPerDiskGiBMonth, {
          title: `${site.id}: usdPerDiskGiBMonth`,
          unit: 'USD per GiB and month',
          ...siteSaid(site, 'usdPerDiskGiBMonth'),
        });
  const disks = build.months(
    `${pathId} ${site.id} disk`,
    `${site.id}: disks, reserve included`,
    'GiB',
    months.diskGiB,
    'inventory and schedule of the path',
  );
  build.line({
    pathId,
    siteId: site.id,
    what: 'storage',
    title: 'Storage',
    group: 'storage',
    expression: scaled(multiply(disks, rate)),
  });
}

export function gpuLine(build: ModelBuilder, { pathId, site, months, costs }: OwnedSite, scaled: Scale): void {
  const count = build.months(
    `${pathId} ${site.id} gpus`,
    `${site.id}: GPUs in use`,
    'GPUs',
    months.gpus,
    'inventory and schedule of the path',
  );
  const { gpu, settings } = costs;
  const own = site.cost.usdPerGpuMonth;
  const said = (title: string, unit: string) => ({
    title: `GPU: ${title}`,
    unit,
    source: `host-costs.yaml gpu: ${cite(gpu)}`,
    asOf: gpu.asOf,
  });
  const shared = (id: string, value: number, unit: string): Expression =>
    build.fact(id, value, settings.conf, {
      title: id,
      unit,
      source: `host-costs.yaml settings: ${cite(settings)}`,
      asOf: settings.asOf,
    });
  const rate =
    own === undefined
      ? add(
          divide(build.fact('gpu capexUsd', gpu.capexUsd, gpu.conf, said('capexUsd', 'USD')), gpu.lifeYears * 12),
          multiply(
            divide(build.fact('gpu powerWatts', gpu.powerWatts, gpu.conf, said('powerWatts', 'W')), 1000),
            HOURS_PER_MONTH,
            shared('pue', settings.pue, 'factor'),
            shared('usdPerKwh', settings.usdPerKwh, 'USD per kWh'),
          ),
        )
      : build.given(`${site.id} usdPerGpuMonth`, own, {
          title: `${site.id}: usdPerGpuMonth`,
          unit: 'USD per GPU and month',
          source: `sites.yaml ${site.id}.cost.usdPerGpuMonth`,
          asOf: site.cost.asOf,
        });
  build.line({
    pathId,
    siteId: site.id,
    what: 'gpus',
    title: 'GPUs',
    group: 'hardware',
    expression: scaled(multiply(count, rate)),
  });
}
