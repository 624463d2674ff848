/** What the list of workloads can show. The usual columns fit a screen of 1400 pixels; the others are a click away. */

import { Link } from '@tanstack/react-router';
import type { WorkloadRow } from '../../api/workloads.ts';
import { countText, diskText, memoryText, NOTHING, UNKNOWN } from '../shared/format.ts';
import type { WindowColumn } from '../shared/row-window.tsx';
import { bestTargets, shortTarget, targetTitle } from '../shared/titles.ts';

export interface WorkloadColumn extends WindowColumn<WorkloadRow> {
  readonly usual: boolean;
}

const known = (value: string | null): string => value ?? UNKNOWN;
const given = (value: string | null): string => value ?? NOTHING;

export const WORKLOAD_COLUMNS: readonly WorkloadColumn[] = [
  {
    key: 'name',
    title: 'Name',
    widthPx: 172,
    usual: true,
    sortField: 'name',
    render: (row) => (
      <Link to="/workloads/$id" params={{ id: row.id }}>
        {row.name}
      </Link>
    ),
    text: (row) => row.name,
  },
  text('platform', 'Platform', 92, true, 'platform', (row) => known(row.platform)),
  text('power', 'Power', 74, true, 'powerState', (row) => known(row.powerState)),
  text('os', 'Operating system', 192, true, 'os.name', (row) => row.osName ?? known(row.osFamily)),
  number('cpu', 'vCPU', 74, true, 'cpuCount', (row) => countText(row.cpuCount)),
  number('memory', 'Memory', 92, true, 'memoryMiB', (row) => memoryText(row.memoryMiB)),
  number('disk', 'Disk', 84, true, 'disks.capacityMiB', (row) => diskText(row.diskGiB)),
  text('site', 'Site', 104, true, 'site', (row) => given(row.site)),
  text('placedAt', 'Placed at', 108, true, 'placedAt', (row) => given(row.placedAt)),
  {
    ...text('best', 'Best target', 112, true, 'bestTarget', (row) =>
      row.bestTarget === null && row.equallyGood.length === 0 ? NOTHING : bestTargets(row, shortTarget),
    ),
    text: (row) => bestTargets(row, targetTitle) || 'no target is ready, or it was not assessed',
  },
  text('application', 'Application', 140, false, 'application', (row) => given(row.application)),
  text('environment', 'Environment', 120, false, 'environment', (row) => given(row.environment)),
  text('criticality', 'Criticality', 100, false, 'criticality', (row) => given(row.criticality)),
  text('cluster', 'Cluster', 150, false, 'cluster', (row) => given(row.cluster)),
  text('host', 'Host', 200, false, 'host', (row) => given(row.host)),
  text('sources', 'Sources', 160, false, undefined, (row) => row.sources.join(', ')),
  number('conflicts', 'Conflicts', 96, false, 'conflicts.count', (row) => countText(row.conflicts)),
  number('violated', 'Violations', 100, false, 'findings.violated', (row) =>
    row.violated === null ? NOTHING : countText(row.violated),
  ),
];

function text(
  key: string,
  title: string,
  widthPx: number,
  usual: boolean,
  sortField: string | undefined,
  render: (row: WorkloadRow) => string,
): WorkloadColumn {
  return { key, title, widthPx, usual, render, ...(sortField !== undefined && { sortField }) };
}

function number(...column: Parameters<typeof text>): WorkloadColumn {
  return { ...text(...column), number: true };
}

/** Columns of an address; the name always stays, since it leads to the workload. */
export function shownColumns(cols: string | undefined): readonly WorkloadColumn[] {
  if (cols === undefined) return WORKLOAD_COLUMNS.filter(({ usual }) => usual);
  const wanted = new Set(['name', ...cols.split(',')]);
  return WORKLOAD_COLUMNS.filter(({ key }) => wanted.has(key));
}

/** The address for a choice of columns; undefined for the usual ones. */
export function columnsText(columns: readonly WorkloadColumn[]): string | undefined {
  const isUsual = WORKLOAD_COLUMNS.every((column) => column.usual === columns.includes(column));
  return isUsual ? undefined : columns.map(({ key }) => key).join(',');
}
