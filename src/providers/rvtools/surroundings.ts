/** What the sheets of clusters and hosts say of the machines on them. */

import type { WorkloadFacts } from '../../core/model/workload.ts';
import type { SheetData } from './sheet-data.ts';
import type { VCLUSTER, VHOST } from './sheets/inventory.ts';

export type ClusterFacts = Pick<WorkloadFacts, 'clusterDrsEnabled' | 'clusterDpmEnabled'>;

/** Names of places are unique in their vCenter. */
export const placeKey = (scope: string | undefined, name: string | undefined): string =>
  `${scope ?? ''}\u0000${name ?? ''}`;

export function clusterSettings(clusters: SheetData<keyof typeof VCLUSTER.columns>): ReadonlyMap<string, ClusterFacts> {
  const settings = new Map<string, ClusterFacts>();
  for (let index = 0; index < clusters.rows; index++) {
    const row = clusters.at(index);
    const name = row.text('name');
    if (name === undefined) continue;
    const key = placeKey(row.text('scope')?.toLowerCase(), name);
    settings.set(key, { clusterDrsEnabled: row.flag('drs'), clusterDpmEnabled: row.flag('dpm') });
  }
  return settings;
}

/** The CPU generation that each host shows to its machines. Without EVC they see the host's own, and none is named. */
export function evcModes(hosts: SheetData<keyof typeof VHOST.columns>): ReadonlyMap<string, string> {
  const modes = new Map<string, string>();
  for (let index = 0; index < hosts.rows; index++) {
    const row = hosts.at(index);
    const [name, mode] = [row.text('host'), row.text('evc')];
    if (name !== undefined && mode !== undefined) modes.set(placeKey(row.text('scope')?.toLowerCase(), name), mode);
  }
  return modes;
}
