/** One line of the workload list, read from columns: what every table and card of workloads shows. */

import type { WorkloadRow } from '../api/workloads.ts';
import type { TargetId } from '../core/assess/verdict.ts';
import { TARGET_TITLES } from '../core/model/fields-results.ts';
import type { FieldValue } from '../core/model/field.ts';
import type { Workload } from '../core/model/workload.ts';
import { MIB_PER_GIB } from '../core/model/units.ts';
import { valueOf } from '../store/columns/column.ts';
import type { Column } from '../store/columns/column.ts';

const TARGETS = Object.keys(TARGET_TITLES) as TargetId[];

export const LIST_PATHS: readonly string[] = [
  'id',
  'name',
  'kind',
  'platform',
  'powerState',
  'os.family',
  'os.name',
  'os.version',
  'os.id',
  'cpuCount',
  'memoryMiB',
  'disks.capacityMiB',
  'datacenter',
  'cluster',
  'host',
  'region',
  'application',
  'environment',
  'criticality',
  'sources',
  'conflicts.count',
  'bestTarget',
  'findings.violated',
  'placedAt',
  ...TARGETS.map((target) => `readiness.${target}`),
];

type Locator = (workload: Workload) => string | null;

/** @param locate the site a workload runs at now, by the sites file in force. */
export function listItem(row: number, column: (path: string) => Column, locate: Locator): WorkloadRow {
  const value = (path: string): FieldValue | undefined => {
    const { entries, codes } = column(path);
    return valueOf(entries[codes[row] ?? 0]);
  };
  const text = (path: string): string | null => {
    const found = value(path);
    return found === undefined ? null : String(found);
  };
  const number = (path: string): number | null => {
    const found = value(path);
    return typeof found === 'number' ? found : null;
  };
  const list = (path: string): string[] => {
    const found = value(path);
    return typeof found === 'object' ? [...found] : [];
  };
  const readiness = TARGETS.flatMap((target) => {
    const found = text(`readiness.${target}`);
    return found === null ? [] : [[target, found]];
  });
  const diskMiB = number('disks.capacityMiB');
  const id = text('id') ?? '';
  const sources = list('sources');
  // An assessment of an older release named one at most, as text.
  const [best, one] = [list('bestTarget'), text('bestTarget')];
  return {
    id,
    name: text('name') ?? id,
    kind: (text('kind') ?? 'vm') as WorkloadRow['kind'],
    platform: text('platform'),
    powerState: text('powerState'),
    osFamily: text('os.family'),
    osName: text('os.name'),
    osVersion: text('os.version'),
    osId: text('os.id'),
    cpuCount: number('cpuCount'),
    memoryMiB: number('memoryMiB'),
    diskGiB: diskMiB === null ? null : Math.round((diskMiB / MIB_PER_GIB) * 10) / 10,
    cluster: text('cluster'),
    host: text('host'),
    site: locate(placed(text, sources)),
    application: text('application'),
    environment: text('environment'),
    criticality: text('criticality'),
    readiness: readiness.length === 0 ? null : (Object.fromEntries(readiness) as WorkloadRow['readiness']),
    bestTarget: best.length === 0 ? one : best.length === 1 ? (best[0] ?? null) : null,
    equallyGood: best.length > 1 ? best : [],
    violated: number('findings.violated'),
    placedAt: text('placedAt'),
    sources,
    conflicts: number('conflicts.count') ?? 0,
  };
}

/** As much of the workload as says where it is: the facts a site is matched by. */
function placed(text: (path: string) => string | null, sources: readonly string[]): Workload {
  const facts = Object.fromEntries(
    ['host', 'cluster', 'datacenter', 'region', 'platform'].flatMap((key) => {
      const found = text(key);
      return found === null ? [] : [[key, found]];
    }),
  );
  const observations = sources.map((sourceId) => ({ sourceId, nativeId: '', observedAt: '' }));
  return { id: '', kind: 'vm', identity: {}, facts, observations, provenance: {}, conflicts: [] };
}
