/** What stands between the estate's clusters and Windows containers (W2, W3). */

import type { ContainerCheckDocument } from '../api/windows-containers.ts';
import { judgePool, releaseOfSku } from '../core/assess/windows-containers/aks-pools.ts';
import { checkCluster, clusterKind } from '../core/assess/windows-containers/cluster-checks.ts';
import { basesFor } from '../core/assess/windows-containers/image-match.ts';
import type { CheckAnswer } from '../core/assess/windows-containers/check-answer.ts';
import { cite } from '../core/catalog/provenance.ts';
import { failure } from '../core/errors/registry.ts';
import type { Cluster } from '../core/model/estate.ts';
import type { Workload } from '../core/model/workload.ts';
import { siteLocator } from '../core/policy/locate.ts';
import { readEntities } from '../store/estate.ts';
import type { ServiceContext } from './context.ts';
import { today } from './decide.ts';
import { eachWorkload, requireGeneration } from './generations.ts';
import { findSites } from './sites-document.ts';

export interface ContainerCheckRequest {
  /** Name or id; absent: every cluster that runs containers. */
  readonly cluster?: string;
  readonly asOf?: string;
}

/** Throws IST-2101 without an estate, IST-3020 for a cluster that is not there or runs no containers. */
export async function containerCheck(
  context: ServiceContext,
  request: ContainerCheckRequest,
): Promise<ContainerCheckDocument> {
  const { number: generation } = await requireGeneration(context);
  const asOf = request.asOf ?? today(context);
  const catalog = await context.catalog();
  const sites = (await findSites(context))?.file.sites ?? [];
  const locate = siteLocator(sites);
  const [clusters, hosts] = await Promise.all([
    readEntities(context.store, generation, 'cluster'),
    readEntities(context.store, generation, 'host'),
  ]);
  const pods = new Map<string, Workload[]>();
  for await (const batch of eachWorkload(context, generation, 1000)) {
    for (const workload of batch) {
      if (workload.kind !== 'container' || workload.facts.os?.family !== 'windows') continue;
      const key = workload.facts.cluster ?? '';
      pods.set(key, [...(pods.get(key) ?? []), workload]);
    }
  }
  const found = clusters
    .map((cluster) => {
      const id = locate(standIn(cluster));
      const site = sites.find((one) => one.id === id);
      const kind = clusterKind(cluster, site);
      return { cluster, site, kind };
    })
    .filter(
      ({ kind, cluster }) =>
        kind !== undefined && (request.cluster === undefined || isCalled(cluster, request.cluster)),
    )
    .sort((a, b) => (`${a.cluster.name} ${a.cluster.id}` < `${b.cluster.name} ${b.cluster.id}` ? -1 : 1));
  if (request.cluster !== undefined && found.length === 0) {
    throw failure('IST-3020', `there is no cluster "${request.cluster}" that runs containers`);
  }
  return {
    generation,
    asOf,
    clusters: found.flatMap(({ cluster, site }) => {
      const own = hosts.filter((host) => host.cluster === cluster.name && host.platform === cluster.platform);
      const workloads = pods.get(cluster.name) ?? [];
      const answer = checkCluster(catalog, { cluster, hosts: own, workloads, site, asOf });
      if (answer === undefined) return [];
      const { kind, windowsNodes, checks } = answer;
      const { id, name, version } = cluster;
      return [
        { id, name, kind, version: version ?? null, site: site?.id ?? null, windowsNodes, checks: checks.map(checkOf) },
      ];
    }),
    matrix: catalog['guest-support'].windowsContainerMatrix.map((row) => ({
      node: row.host,
      image: row.image,
      process: row.processIsolation,
      hyperv: row.hypervIsolation,
      source: cite(row),
    })),
    pools: catalog['guest-support'].aksWindowsPools.map(({ osSku }) => ({
      ...checkOf(judgePool(catalog, { osSku, kubernetes: undefined, asOf })),
      osSku,
      bases: [...basesFor(catalog, releaseOfSku(osSku) ?? '')],
    })),
  };
}

const checkOf = ({ asks, ...answer }: CheckAnswer) => ({ ...answer, asks: [...asks] });

const isCalled = ({ id, name }: Cluster, wanted: string): boolean =>
  id === wanted || name.toLowerCase() === wanted.replace(/^cluster\//, '').toLowerCase();

/** Sites match by where workloads run: a workload that runs on the cluster finds its site. */
function standIn({ name, platform, region, datacenter, observedBy }: Cluster): Workload {
  return {
    id: '',
    kind: 'container',
    identity: {},
    facts: {
      cluster: name,
      platform,
      ...(region !== undefined && { region }),
      ...(datacenter !== undefined && { datacenter }),
    },
    observations: [observedBy],
    provenance: {},
    conflicts: [],
  };
}
