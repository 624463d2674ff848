/** What there is: sizes and what runs. */

import { numberText } from '../../plan/render.ts';
import { barChart } from '../chart.ts';
import type { BarRow } from '../chart.ts';
import type { Count, EstateOverview, PartialSum } from '../estate-overview.ts';
import { html } from '../html.ts';
import type { Html } from '../html.ts';
import { absent, facts, folded, number, table, text } from '../table.ts';
import type { ReportData } from '../report-data.ts';

function sumText(sum: PartialSum, unit: string): Html {
  const open = sum.unknown > 0 ? html` <small>${numberText(sum.unknown)} unknown</small>` : html``;
  return html`${numberText(sum.total)} <span class="unit">${unit}</span>${open}`;
}

function counted(title: string, counts: readonly Count[], total: number): Html {
  const rows: BarRow[] = counts.map(({ name, workloads }) => ({
    label: name,
    segments: [{ value: workloads, tone: name === 'unknown' ? 'unknown' : 'plain', name: 'workloads' }],
  }));
  const share = (n: number): string => (total === 0 ? '0 %' : `${Math.round((n / total) * 100)} %`);
  return html`<h3>${title}</h3>
    ${barChart(rows, `${title}: ${counts.map(({ name, workloads }) => `${name} ${workloads}`).join(', ')}`)}${folded(
      'As a table',
      table(
        title,
        [text('Name'), number('Workloads'), number('Share')],
        counts.map(({ name, workloads }) => [name, numberText(workloads), share(workloads)]),
      ),
    )}`;
}

function present(estate: EstateOverview): Html {
  return html`${facts([
    ['Workloads', numberText(estate.workloads)],
    ['vCPUs', sumText(estate.vcpus, '')],
    ['Memory', sumText(estate.memoryGiB, 'GiB')],
    ['Provisioned disk', sumText(estate.provisionedGiB, 'GiB')],
    ['Hosts', numberText(estate.hosts)],
    ['Clusters', numberText(estate.clusters)],
    ['Applications', numberText(estate.applications)],
    ['Dependencies', numberText(estate.dependencies)],
  ])}${counted('Platform', estate.byPlatform, estate.workloads)}${counted('Operating system', estate.byOs, estate.workloads)}${counted('Power state', estate.byPowerState, estate.workloads)}${counted('Criticality', estate.byCriticality, estate.workloads)}${
    estate.templates > 0
      ? html`<p class="sub">${numberText(estate.templates)} templates are not counted above.</p>`
      : ''
  }`;
}

export function overviewSection(data: ReportData): Html {
  return data.estate === undefined
    ? absent('No estate has been imported.', 'isthmus import rvtools <file.xlsx>')
    : present(data.estate);
}
