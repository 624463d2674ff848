/** Makes workloads and dependencies, as sources would state them, of an estate that is written down. */

import type { Dependency } from '../../model/estate.ts';
import { entityId } from '../../model/ids.ts';
import type { Workload } from '../../model/workload.ts';
import type { Declaration } from '../site.ts';
import type { DeclaredEstate } from './estate-schema.ts';

export interface BuiltEstate {
  /** In the order of the file. */
  readonly workloads: readonly Workload[];
  readonly dependencies: readonly Dependency[];
  /** Those of the file, then what is said of each workload itself. */
  readonly declarations: readonly Declaration[];
  /** By id of the workload, where one is named. */
  readonly siteOf: ReadonlyMap<string, string>;
}

/** @param asOf ISO date it is taken to be observed at. */
export function buildEstate(estate: DeclaredEstate, source: string, asOf: string): BuiltEstate {
  const platforms = new Map(estate.sites.map(({ id, platform }) => [id, platform]));
  const siteOf = new Map<string, string>();
  const byAttributes = new Map<string, { readonly attributes: Record<string, unknown>; readonly ids: string[] }>();
  const workloads = estate.workloads.map(({ kind, site, attributes, ...facts }): Workload => {
    const id = idOf(facts.name);
    if (site !== undefined) siteOf.set(id, site);
    if (attributes !== undefined) {
      const key = JSON.stringify(attributes);
      const known = byAttributes.get(key);
      if (known === undefined) byAttributes.set(key, { attributes, ids: [id] });
      else known.ids.push(id);
    }
    const platform = facts.platform ?? (site === undefined ? undefined : platforms.get(site));
    return {
      id,
      kind,
      identity: {},
      facts: { ...facts, ...(platform !== undefined && { platform }) },
      observations: [{ sourceId: source, nativeId: facts.name, observedAt: asOf }],
      provenance: {},
      conflicts: [],
    };
  });
  return {
    workloads,
    siteOf,
    // Workloads of which the same is said share one declaration, so that as few filters as possible are asked of each.
    declarations: [
      ...estate.declarations,
      ...[...byAttributes.values()].map(({ attributes, ids }) => ({ match: `id in (${ids.join(', ')})`, attributes })),
    ],
    dependencies: estate.dependencies.map(({ from, to, ...rest }) => ({
      fromWorkloadId: idOf(from),
      toWorkloadId: idOf(to),
      ...(rest as Pick<Dependency, 'port' | 'protocol' | 'service' | 'confidencePct'>),
      evidence: `written in ${source}`,
      sourceId: source,
    })),
  };
}

const idOf = (name: string): string => entityId('wl', 'declared', name);
