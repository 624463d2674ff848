/** Nodes and demands of a GPU question: from files that were handed in, or from the newest generation. */

import { failure } from '../core/errors/registry.ts';
import type { GenerationInfo, Host } from '../core/model/estate.ts';
import { gpuEstateFromCsv } from '../core/placement/gpu-estate-csv.ts';
import { gpuEstate } from '../core/placement/gpu-estate.ts';
import type { GpuEstate } from '../core/placement/gpu-estate.ts';
import { hostFinder, hostsOfSite } from '../core/placement/hosts/estate-hosts.ts';
import type { Sharing } from '../core/placement/hosts/estate-resources.ts';
import { sharingOf } from '../core/cost/owned.ts';
import { siteLocator } from '../core/policy/locate.ts';
import type { Site } from '../core/policy/site.ts';
import type { ServiceContext } from './context.ts';
import { loadEstate, requireGeneration } from './generations.ts';
import { pinnedSites } from './pin-question.ts';
import type { QuestionBasis } from './pin-question.ts';

export interface GpuQuestion {
  readonly site?: string | undefined;
  readonly cluster?: string | undefined;
  readonly nodesCsv?: string | undefined;
  readonly podsCsv?: string | undefined;
  readonly vcpuPerCore?: number | undefined;
  readonly memoryOvercommit?: number | undefined;
  /** What it was asked of; absent: what is in force, or files. */
  readonly basis?: QuestionBasis | undefined;
}

export interface GpuInput {
  readonly estate: GpuEstate;
  /** Absent: made from files, which belong to no generation. */
  readonly generation?: GenerationInfo;
  /** Digest of the sites file that was used. */
  readonly sites: string | null;
}

/** Throws IST-5025 for files, IST-5026 when there is no GPU, IST-4005 and IST-5022 for a site or cluster that is not there. */
export async function gpuInput(context: ServiceContext, question: GpuQuestion, anew: boolean): Promise<GpuInput> {
  const { nodesCsv, podsCsv } = question;
  if (nodesCsv !== undefined || podsCsv !== undefined) {
    if (nodesCsv === undefined || podsCsv === undefined) {
      throw failure('IST-5025', `the ${nodesCsv === undefined ? 'nodes' : 'pods'} are missing: bring both files`);
    }
    const estate = gpuEstateFromCsv(nodesCsv, podsCsv);
    if (estate.nodes.every(({ gpus }) => gpus === 0)) throw failure('IST-5026', 'no node of the file has a GPU');
    return { estate: anew ? { ...estate, running: [] } : estate, sites: null };
  }
  const generation = await requireGeneration(context, question.basis?.generation);
  const { number } = generation;
  const sites = await pinnedSites(context, question.basis, { needed: question.site !== undefined });
  const known = sites?.file.sites ?? [];
  if (question.site !== undefined && !known.some(({ id }) => id === question.site)) {
    throw failure('IST-4005', `sites.yaml has no site "${question.site}"`);
  }
  const all = await loadEstate(context, number);
  const here = question.site === undefined ? all.hosts : hostsOfSite(all.hosts, known, question.site);
  const hosts = here.filter(
    ({ cluster }) => question.cluster === undefined || cluster?.toLowerCase() === question.cluster.toLowerCase(),
  );
  if (question.cluster !== undefined && hosts.length === 0) {
    throw failure('IST-5022', `no host of ${question.site ?? 'the estate'} is in a cluster "${question.cluster}"`);
  }
  const find = hostFinder(hosts);
  const locate = siteLocator(known);
  const estate = gpuEstate({
    hosts,
    workloads: all.workloads.filter((workload) => {
      const { template, placeholder, cluster } = workload.facts;
      if (template === true || placeholder === true) return false;
      if (find(workload) !== undefined) return true;
      if (question.cluster !== undefined) return cluster?.toLowerCase() === question.cluster.toLowerCase();
      if (question.site !== undefined) return locate(workload) === question.site;
      // Who waits on no known host competes for the hosts of its own platform's source.
      return hosts.some(
        ({ platform, observedBy }) =>
          platform === workload.facts.platform &&
          workload.observations.some(({ sourceId }) => sourceId === observedBy.sourceId),
      );
    }),
    hostOf: (workload) => find(workload)?.host,
    sharing: sharingFor(question, known, hosts),
    anew,
  });
  if (estate.nodes.length === 0)
    throw failure('IST-5026', `none of ${hosts.length} hosts states a GPU that can be planned with`, {
      causes: estate.notKnown.map((message) => ({ message })),
    });
  return { estate, generation, sites: sites?.digest ?? null };
}

const USUAL: Sharing = { vcpuPerCore: 4, memoryOvercommit: 1 };

function sharingFor(question: GpuQuestion, sites: readonly Site[], hosts: readonly Host[]): (host: Host) => Sharing {
  const byHost = new Map<string, Sharing>();
  for (const site of sites) {
    if ('elastic' in site.capacity) continue;
    for (const host of hostsOfSite(hosts, sites, site.id)) byHost.set(host.id, sharingOf(site));
  }
  return (host) => {
    const { vcpuPerCore, memoryOvercommit } = byHost.get(host.id) ?? USUAL;
    return {
      vcpuPerCore: question.vcpuPerCore ?? vcpuPerCore,
      memoryOvercommit: question.memoryOvercommit ?? memoryOvercommit,
    };
  };
}
