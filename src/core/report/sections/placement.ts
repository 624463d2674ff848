/** Where everything should run, what it costs, how good the answer is, and why for each workload. */

import { MIB_PER_GIB } from '../../model/units.ts';
import { compareText } from '../../plan/order.ts';
import { numberText, usdText } from '../../plan/render.ts';
import type { Assignment, PlacementResult } from '../../placement/result.ts';
import { barChart } from '../chart.ts';
import { html } from '../html.ts';
import type { Html } from '../html.ts';
import type { ReportData } from '../report-data.ts';
import { absent, facts, folded, number, table, text } from '../table.ts';

function headline(placement: PlacementResult): Html {
  const { currentUsdPerMonth, totalUsdPerMonth, boundUsdPerMonth, gapPct } = placement;
  const change = currentUsdPerMonth === null ? 'unknown' : usdText(totalUsdPerMonth - currentUsdPerMonth);
  return html`${facts([
      ['Cost after', html`${usdText(totalUsdPerMonth)} <span class="unit">a month</span>`],
      [
        'Cost today',
        currentUsdPerMonth === null
          ? 'unknown'
          : html`${usdText(currentUsdPerMonth)} <span class="unit">a month</span>`,
      ],
      ['Change', html`${change} <span class="unit">a month</span>`],
      ['Moving, once', usdText(placement.migrationUsdOneOff)],
      ['No plan can cost less than', html`${usdText(boundUsdPerMonth)} <span class="unit">a month</span>`],
      ['Distance to that', `${Math.round(gapPct * 100) / 100} %`],
      ['Workloads without a site', numberText(placement.unplaced)],
    ])}
    <p>Found by: ${placement.method}.</p>
    ${placement.warnings.map((warning) => html`<p class="note">${warning}</p>`)}`;
}

const RESOURCE_UNITS: Readonly<Partial<Record<string, readonly [string, number]>>> = {
  vcpu: ['vCPUs', 1],
  memoryMiB: ['GiB memory', MIB_PER_GIB],
  diskGiB: ['GiB disk', 1],
  gpus: ['GPUs', 1],
};

function siteName(data: ReportData, siteId: string): string {
  return data.sites?.find((site) => site.id === siteId)?.name ?? siteId;
}

/** A resource in the unit people read: memory in GiB, everything else as it is counted. */
function resourcesText(site: PlacementResult['sites'][number]): string {
  return Object.entries(site.resources)
    .filter(([, { used, limit }]) => used > 0 || limit === null || limit > 0)
    .map(([name, { used, limit }]) => {
      const [unit, divisor] = RESOURCE_UNITS[name] ?? [name, 1];
      return `${numberText(used / divisor)}${limit === null ? '' : ` of ${numberText(limit / divisor)}`} ${unit}`;
    })
    .join(', ');
}

function perSite(data: ReportData, placement: PlacementResult): Html {
  const sites = [...placement.sites].sort(
    (a, b) => b.costUsdPerMonth - a.costUsdPerMonth || compareText(a.siteId, b.siteId),
  );
  const rows = sites.map((site) => ({
    label: siteName(data, site.siteId),
    segments: [{ value: Math.max(0, site.costUsdPerMonth), tone: 'plain' as const, name: 'US dollars a month' }],
    valueText: usdText(site.costUsdPerMonth),
  }));
  return html`<h3>Per site</h3>
    ${barChart(rows, 'Cost per site in US dollars a month')}${table(
      'Sites',
      [text('Site'), number('Workloads'), number('USD a month'), text('Used')],
      sites.map((site) => [
        html`${siteName(data, site.siteId)}<br /><span class="sub">${site.siteId}</span>`,
        numberText(site.workloads),
        usdText(site.costUsdPerMonth),
        resourcesText(site),
      ]),
    )}`;
}

/** Assignments of one site or of none, moves first. */
function assignmentTable(caption: string, assignments: readonly Assignment[]): Html {
  const sorted = [...assignments].sort(
    (a, b) =>
      Number(b.moves) - Number(a.moves) ||
      compareText(a.workloadName, b.workloadName) ||
      compareText(a.workloadId, b.workloadId),
  );
  return table(
    caption,
    [text('Workload'), text('From'), text('As'), number('USD a month'), text('Why')],
    sorted.map((item) => [
      item.workloadName,
      item.moves ? (item.fromSiteId ?? 'unassigned') : 'stays',
      item.cost?.sku ?? item.target ?? 'none',
      item.cost === null ? 'unknown' : usdText(item.cost.totalUsdPerMonth),
      item.why,
    ]),
  );
}

function whys(data: ReportData, placement: PlacementResult): Html {
  const bySite = new Map<string | null, Assignment[]>();
  for (const item of placement.assignments) {
    const list = bySite.get(item.siteId);
    if (list) list.push(item);
    else bySite.set(item.siteId, [item]);
  }
  const nowhere = bySite.get(null) ?? [];
  const placed = [...bySite]
    .filter((entry): entry is [string, Assignment[]] => entry[0] !== null)
    .sort(([a], [b]) => compareText(a, b));
  return html`${
      nowhere.length > 0
        ? html`<h3>Without a site</h3>
            ${assignmentTable('Workloads no site takes', nowhere)}`
        : ''
    }
    <h3>Why each workload is where it is</h3>
    ${placed.map(([siteId, list]) =>
      folded(
        `${siteName(data, siteId)}: ${numberText(list.length)} workloads, ${numberText(list.filter((item) => item.moves).length)} move in`,
        assignmentTable(`At ${siteName(data, siteId)}`, list),
      ),
    )}`;
}

export function placementSection(data: ReportData): Html {
  const { placement } = data;
  if (placement === undefined) return absent('No placement has been made.', 'isthmus place -f sites.yaml');
  return html`${headline(placement)}${perSite(data, placement)}${whys(data, placement)}`;
}
