/** Places that machines name: what stands in for a sheet that is missing, and what shows where sheets disagree. */

import type { WorkloadObservation } from '../../core/model/workload.ts';
import type { Collected } from './collect.ts';
import type { IssueLog } from './issues.ts';
import type { SheetData } from './sheet-data.ts';
import { VDATASTORE, VHOST } from './sheets/inventory.ts';

export interface NamedPlace {
  readonly scope: string | undefined;
  readonly name: string;
  readonly datacenter?: string;
  readonly cluster?: string;
}

export interface NamedPlaces {
  readonly hosts: Iterable<NamedPlace>;
  readonly clusters: Iterable<NamedPlace>;
  readonly networks: Iterable<NamedPlace>;
  readonly datastores: Iterable<NamedPlace>;
}

type Kind = keyof NamedPlaces;

/** Gathers names while the machines go by, so that no second pass is needed. */
export class PlaceCollector {
  readonly #places: Record<Kind, Map<string, NamedPlace & { machines: number }>> = {
    hosts: new Map(),
    clusters: new Map(),
    networks: new Map(),
    datastores: new Map(),
  };

  get places(): NamedPlaces {
    const { hosts, clusters, networks, datastores } = this.#places;
    return {
      hosts: hosts.values(),
      clusters: clusters.values(),
      networks: networks.values(),
      datastores: datastores.values(),
    };
  }

  note({ scope, facts }: WorkloadObservation): void {
    const { datacenter, cluster, host } = facts;
    if (host !== undefined) this.#add('hosts', { scope, name: host, datacenter, cluster });
    if (cluster !== undefined) this.#add('clusters', { scope, name: cluster, datacenter });
    for (const name of facts.networks ?? []) this.#add('networks', { scope, name });
    for (const name of facts.datastores ?? []) this.#add('datastores', { scope, name });
  }

  /** Reports hosts and datastores that machines name and their own sheet does not have. */
  reportStrangers(collected: Collected, issues: IssueLog): void {
    const strangers = (kind: Kind, sheet: string, known: ReadonlySet<string>): void => {
      if (known.size === 0) return;
      for (const { name, machines } of this.#places[kind].values()) {
        if (known.has(name.toLowerCase())) continue;
        issues.add({
          severity: 'warning',
          code: kind === 'hosts' ? 'HOST_NOT_IN_VHOST' : 'DATASTORE_NOT_IN_VDATASTORE',
          where: sheet,
          message: `"${name.slice(0, 80)}", named by ${machines} machine${machines === 1 ? '' : 's'}, is not in ${sheet}`,
          fix: 'Nothing is dropped. Export again if the two sheets should name it alike.',
          skipped: false,
        });
      }
    };
    strangers('hosts', VHOST.name, namesIn(collected.data(VHOST), 'host'));
    strangers('datastores', VDATASTORE.name, namesIn(collected.data(VDATASTORE), 'name'));
  }

  #add(kind: Kind, place: NamedPlace): void {
    const key = `${place.scope ?? ''}\u0000${place.name.toLowerCase()}`;
    const known = this.#places[kind].get(key);
    if (known === undefined) this.#places[kind].set(key, { ...place, machines: 1 });
    else known.machines++;
  }
}

function namesIn<F extends string>(data: SheetData<F>, field: F): ReadonlySet<string> {
  const names = new Set<string>();
  for (let index = 0; index < data.rows; index++) {
    const name = data.at(index).text(field);
    if (name !== undefined) names.add(name.toLowerCase());
  }
  return names;
}
