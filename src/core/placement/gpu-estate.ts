/** GPU hosts of the estate and what asks for GPUs as a problem of the GPU level (P9), with what was not known. */

import type { Host, HostGpu } from '../model/estate.ts';
import type { GpuNeed, Workload } from '../model/workload.ts';
import { MAX_GPUS_PER_NODE, WHOLE_GPU } from './gpu/problem.ts';
import type { GpuDemand, GpuNode, GpuPlacement } from './gpu/problem.ts';
import { gpuNameMatches } from './gpu-names.ts';
import { fitRunning } from './gpu-running.ts';
import type { Located } from './gpu-running.ts';
import { coresOf, memoryOf, vcpusOf } from './hosts/estate-resources.ts';
import type { Sharing } from './hosts/estate-resources.ts';

/** Who a demand stands for: one replica of a workload, or a row of a file. */
export interface DemandName {
  readonly id: string;
  readonly workloadId: string | null;
  readonly name: string;
}

export interface GpuEstate {
  readonly nodes: readonly GpuNode[];
  /** By node id: the host's name, and what else runs there. */
  readonly nodeNames: ReadonlyMap<string, string>;
  readonly others: ReadonlyMap<string, Others>;
  readonly demands: readonly GpuDemand[];
  readonly demandNames: ReadonlyMap<string, DemandName>;
  readonly running: readonly GpuPlacement[];
  readonly notKnown: readonly string[];
  readonly warnings: readonly string[];
}

/** What runs on a node without a GPU: it stays, and takes its cores and memory off what the node has here. */
export interface Others {
  readonly cpuMilli: number;
  readonly memoryMiB: number;
  readonly demands: number;
}

export interface GpuEstateInput {
  /** Hosts that are looked at. */
  readonly hosts: readonly Host[];
  /** Everything that runs, or waits to, at the same places; without templates and placeholders. */
  readonly workloads: readonly Workload[];
  /** The host of a workload among those. */
  readonly hostOf: (workload: Workload) => Host | undefined;
  readonly sharing: (host: Host) => Sharing;
  /** True: nothing keeps its place, all of it is planned anew. */
  readonly anew: boolean;
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export const listed = (names: readonly string[]): string =>
  names.length > 5 ? `${names.slice(0, 5).join(', ')} and ${names.length - 5} more` : names.join(', ');

/** Hardware partitions have fixed positions, which the model does not know. */
const isPartition = (gpu: Pick<HostGpu, 'type' | 'sharing'> | GpuNeed): boolean =>
  ('sharing' in gpu && gpu.sharing?.startsWith('mig-') === true) || gpu.type?.startsWith('mig-') === true;

export function gpuEstate(input: GpuEstateInput): GpuEstate {
  const notKnown: string[] = [];
  const warnings: string[] = [];
  const { nodes, nodeNames, nodesOf, cards } = nodesFrom(input, notKnown, warnings);
  const demands: GpuDemand[] = [];
  const demandNames = new Map<string, DemandName>();
  const located: Located[] = [];
  const others = new Map<string, { cpuMilli: number; memoryMiB: number; demands: number }>();
  const doubts: Doubts = { wholes: [], partitions: [], mixed: [], unsized: [], stopped: [] };
  for (const workload of [...input.workloads].sort((a, b) => byText(a.id, b.id))) {
    const name = workload.facts.name ?? workload.id;
    const host = input.hostOf(workload);
    const onNodes = host === undefined ? [] : (nodesOf.get(host.id) ?? []);
    const wants = (workload.facts.gpus ?? []).filter(({ count }) => count > 0);
    if (wants.length === 0 && onNodes.length === 0) continue;
    if (workload.facts.powerState === 'off' || workload.facts.powerState === 'suspended') {
      if (wants.length > 0) doubts.stopped.push(name);
      continue;
    }
    const want = wants.length === 0 ? NOTHING : wantOf(wants, name, cardsFor(cards, workload), doubts);
    if (want === undefined) continue;
    const vcpus = vcpusOf(workload);
    const memory = memoryOf(workload);
    if (vcpus === undefined || memory === undefined) {
      doubts.unsized.push(name);
      continue;
    }
    const size = { cpuMilli: Math.ceil(vcpus * 1000), memoryMiB: Math.ceil(memory) };
    const replicas = workload.kind === 'vm' ? 1 : (workload.facts.replicas ?? 1);
    if (want === NOTHING) {
      const there = others.get(onNodes[0] ?? '') ?? { cpuMilli: 0, memoryMiB: 0, demands: 0 };
      there.cpuMilli += size.cpuMilli * replicas;
      there.memoryMiB += size.memoryMiB * replicas;
      there.demands += replicas;
      others.set(onNodes[0] ?? '', there);
      continue;
    }
    for (let copy = 1; copy <= replicas; copy += 1) {
      const id = replicas === 1 ? workload.id : `${workload.id}/${copy}`;
      const demand = { id, ...size, ...want };
      demands.push(demand);
      demandNames.set(id, {
        id,
        workloadId: workload.id,
        name: replicas === 1 ? name : `${name} (${copy} of ${replicas})`,
      });
      if (onNodes.length > 0) located.push({ demand, nodes: onNodes });
    }
  }
  const left = nodes.map((node) => withoutOthers(node, others.get(node.id), located));
  const { running, displaced } = input.anew ? { running: [], displaced: [] } : fitRunning(left, located);
  const nameOf = (id: string): string => demandNames.get(id)?.name ?? id;
  if (displaced.length > 0) {
    warnings.push(
      `${displaced.length} ${displaced.length === 1 ? 'workload asks' : 'workloads ask'} for more GPUs than ${displaced.length === 1 ? 'its host has' : 'their hosts have'} left (${listed(displaced.map(({ demand, node }) => `${nameOf(demand.id)} on ${nodeNames.get(node) ?? node}`))}): planned as if waiting.`,
    );
  }
  const { wholes, partitions, mixed, unsized, stopped } = doubts;
  if (wholes.length > 0) notKnown.push(`Share of a GPU that ${listed(wholes)} takes: counted as whole GPUs.`);
  if (partitions.length > 0) notKnown.push(`Positions of GPU partitions: ${listed(partitions)} left out.`);
  if (mixed.length > 0) notKnown.push(`How GPUs of several types go together for ${listed(mixed)}: left out.`);
  if (unsized.length > 0) notKnown.push(`Size of ${listed(unsized)} (cpuCount or memoryMiB): left out.`);
  if (stopped.length > 0)
    warnings.push(`${stopped.length} switched off or suspended (${listed(stopped)}): hold no GPU and are not planned.`);
  return { nodes: left, nodeNames, others, demands, demandNames, running, notKnown, warnings };
}

type Want = Pick<GpuDemand, 'gpuCount' | 'gpuMilli' | 'models'>;
const NOTHING: Want = { gpuCount: 0, gpuMilli: 0, models: [] };

interface Doubts {
  readonly wholes: string[];
  readonly partitions: string[];
  readonly mixed: string[];
  readonly unsized: string[];
  readonly stopped: string[];
}

/** A type of GPU on the hosts of one source: what runs on one platform cannot simply go to another's hosts. */
interface Card {
  readonly type: string;
  readonly memoryGiB?: number;
  readonly platform: string;
  readonly sourceId: string;
  /** The model that nodes and demands of the problem name. */
  readonly model: string;
}

/** Cards of the sources that list the workload on the same platform. */
const cardsFor = (cards: readonly Card[], { facts, observations }: Workload): readonly Card[] =>
  cards.filter(
    (card) => card.platform === facts.platform && observations.some(({ sourceId }) => sourceId === card.sourceId),
  );

/** Whoever has a GPU keeps cores and memory for it, even where a host has promised more than it has. */
function withoutOthers(node: GpuNode, others: Others | undefined, located: readonly Located[]): GpuNode {
  if (others === undefined) return node;
  const here = located.filter(({ nodes }) => nodes.includes(node.id));
  const held = (of: 'cpuMilli' | 'memoryMiB'): number => here.reduce((sum, { demand }) => sum + demand[of], 0);
  return {
    ...node,
    cpuMilli: Math.min(node.cpuMilli, Math.max(node.cpuMilli - others.cpuMilli, held('cpuMilli'))),
    memoryMiB: Math.min(node.memoryMiB, Math.max(node.memoryMiB - others.memoryMiB, held('memoryMiB'))),
  };
}

function wantOf(wants: readonly GpuNeed[], name: string, cards: readonly Card[], doubts: Doubts): Want | undefined {
  if (wants.some(isPartition)) return void doubts.partitions.push(name);
  if (new Set(wants.map(({ type }) => type ?? '')).size > 1) return void doubts.mixed.push(name);
  const [first] = wants;
  const gpuCount = wants.reduce((sum, { count }) => sum + count, 0);
  const { models, smallestGiB } = modelsFor(first?.type, first?.memoryGiB, cards);
  const memory = first?.memoryGiB;
  const partial = wants.some(({ shared }) => shared === true);
  // A share is known by the memory that is asked for, when that is less than the card has.
  const share =
    partial && gpuCount === 1 && memory !== undefined && smallestGiB !== undefined && memory < smallestGiB
      ? memory / smallestGiB
      : 1;
  if (partial && share === 1) doubts.wholes.push(name);
  return { gpuCount, gpuMilli: Math.max(1, Math.ceil(share * WHOLE_GPU)), models };
}

function modelsFor(
  type: string | undefined,
  memoryGiB: number | undefined,
  cards: readonly Card[],
): { models: readonly string[]; smallestGiB: number | undefined } {
  const named = type === undefined ? cards : cards.filter((card) => gpuNameMatches(type, card.type));
  const enough = named.filter(
    (card) => memoryGiB === undefined || card.memoryGiB === undefined || card.memoryGiB >= memoryGiB,
  );
  const sizes = enough.map((card) => card.memoryGiB);
  const smallestGiB =
    sizes.length === 0 || sizes.includes(undefined) ? undefined : Math.min(...sizes.map((size) => size ?? 0));
  const models = [...new Set(enough.map((card) => card.model))].sort(byText);
  if (models.length > 0) return { models, smallestGiB };
  return { models: [type ?? `any with ${memoryGiB} GiB`], smallestGiB };
}

/** "NVIDIA A40 (openshift-frankfurt)". */
const modelOf = (type: string, host: Host): string => `${type} (${host.observedBy.sourceId})`;

interface Nodes {
  readonly nodes: GpuNode[];
  readonly nodeNames: Map<string, string>;
  readonly nodesOf: Map<string, string[]>;
  readonly cards: Card[];
}

function nodesFrom(input: GpuEstateInput, notKnown: string[], warnings: string[]): Nodes {
  const found: Nodes = { nodes: [], nodeNames: new Map(), nodesOf: new Map(), cards: [] };
  const partitions: string[] = [];
  const unsized: string[] = [];
  const split: string[] = [];
  const closed: string[] = [];
  for (const host of [...input.hosts].sort((a, b) => byText(a.name, b.name) || byText(a.id, b.id))) {
    const all = (host.gpus ?? []).filter(({ count }) => count > 0);
    const gpus = all.filter((gpu) => !isPartition(gpu));
    if (gpus.length < all.length) partitions.push(host.name);
    if (gpus.length === 0) continue;
    const { vcpuPerCore, memoryOvercommit } = input.sharing(host);
    const cores = coresOf(host);
    const cpuMilli = host.cpuAllocatableMilli ?? (cores === undefined ? undefined : cores * 1000 * vcpuPerCore);
    const memoryMiB =
      host.memoryAllocatableMiB ?? (host.memoryMiB === undefined ? undefined : host.memoryMiB * memoryOvercommit);
    if (cpuMilli === undefined || memoryMiB === undefined) {
      unsized.push(host.name);
      continue;
    }
    if (host.inMaintenance === true || host.ready === false) {
      closed.push(host.name);
      continue;
    }
    if (gpus.length > 1) split.push(host.name);
    const total = gpus.reduce((sum, { count }) => sum + count, 0);
    const ids: string[] = [];
    for (const [at, gpu] of gpus.entries()) {
      const id = gpus.length === 1 ? host.id : `${host.id}/${at + 1}`;
      const part = gpu.count / total;
      ids.push(id);
      found.nodeNames.set(id, gpus.length === 1 ? host.name : `${host.name} (${gpu.type})`);
      const model = modelOf(gpu.type, host);
      found.cards.push({ ...gpu, platform: host.platform, sourceId: host.observedBy.sourceId, model });
      found.nodes.push({
        id,
        cpuMilli: Math.floor(cpuMilli * part),
        memoryMiB: Math.floor(memoryMiB * part),
        gpus: Math.min(MAX_GPUS_PER_NODE, gpu.count),
        model,
      });
    }
    found.nodesOf.set(host.id, ids);
  }
  if (partitions.length > 0) notKnown.push(`Positions of GPU partitions (MIG) on ${listed(partitions)}: left out.`);
  if (unsized.length > 0) notKnown.push(`Cores or memory of ${listed(unsized)}: left out.`);
  if (split.length > 0)
    notKnown.push(
      `How ${listed(split)} ${split.length === 1 ? 'shares' : 'share'} cores and memory among GPUs of several types: by their number.`,
    );
  if (closed.length > 0)
    warnings.push(
      `${listed(closed)}: in maintenance or not ready, left out with what is on ${closed.length === 1 ? 'it' : 'them'}.`,
    );
  return found;
}
