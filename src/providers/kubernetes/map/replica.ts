/** Facts of one replica: from the controller's template where it says them, else from the pods that run. */

import type { Disk, GuestOs, WorkloadFacts } from '../../../core/model/workload.ts';
import { byText, listAt, recordAt, stated, textAt, textMapAt } from '../json.ts';
import type { Json } from '../json.ts';
import { gpuNeeds, isGpuResource, sharesGpus } from './gpus.ts';
import { osFamilyOf, regionOf, zoneOf } from './hosts.ts';
import type { Owner } from './owners.ts';
import {
  boundToNodes,
  claimDisk,
  claimsOf,
  datastoresOf,
  extendedOf,
  hostPathsOf,
  imagesOf,
  isPrivileged,
  provisionedMiB,
  sizesOf,
} from './pod-spec.ts';
import { nameOf, POD_NETWORK } from './scene.ts';
import type { Scene } from './scene.ts';

export interface Replica {
  readonly where: string;
  /** Of the template; absent when the controller could not be read or has none. */
  readonly spec: Json | undefined;
  readonly template: Json;
  readonly pods: readonly Json[];
  readonly owner: Owner;
  /** Further deployments of a service made of several. */
  readonly parts: readonly Json[];
  readonly replicas: number | undefined;
}

export function replicaFacts(scene: Scene, replica: Replica): WorkloadFacts {
  const { pods, where } = replica;
  const live = pods[0] === undefined ? undefined : recordAt(pods[0], 'spec');
  const spec = replica.spec ?? live;
  const nodes = nodesOf(scene, pods);
  if (spec === undefined) return placeFacts(nodes, pods);
  const sizes = sizesOf(scene, spec, where);
  const disks = disksOf(scene, replica, spec);
  const others = replica.parts.slice(1).flatMap((part) => imagesOf(recordAt(part, 'spec', 'template', 'spec')));
  return stated<WorkloadFacts>({
    images: [...new Set([...imagesOf(spec), ...others])].sort(byText),
    // Defaults of the namespace are on the pods, not in the template.
    ...(live === undefined ? {} : sizesOf(scene, live, where)),
    ...sizes,
    gpus: gpuNeeds(extendedOf(scene, spec, where), cardOf(spec, nodes), nodes.some(sharesGpus)),
    os: osOf(spec, nodes),
    privileged: isPrivileged(spec),
    hostPaths: hostPathsOf(spec),
    disks,
    datastores: datastoresOf(disks),
    provisionedMiB: provisionedMiB(disks),
    networks: networksOf(replica),
    hostAffinity: boundToNodes(spec),
    ...placeFacts(nodes, pods),
  });
}

function nodesOf(scene: Scene, pods: readonly Json[]): readonly Json[] {
  const names = new Set(pods.map((pod) => textAt(pod, 'spec', 'nodeName')));
  return [...names].map((name) => scene.objects.get('nodes', undefined, name)).filter((node) => node !== undefined);
}

/** One value, or undefined when there are several or none. */
const only = <T>(values: readonly T[]): T | undefined => {
  const distinct = [...new Set(values)];
  return distinct.length === 1 ? distinct[0] : undefined;
};

function placeFacts(nodes: readonly Json[], pods: readonly Json[]): WorkloadFacts {
  return stated<WorkloadFacts>({
    host: only(pods.map((pod) => textAt(pod, 'spec', 'nodeName'))),
    region: only(nodes.map(regionOf)),
    zone: only(nodes.map(zoneOf)),
  });
}

/** What the pod demands of its node, else what the nodes it runs on have. */
function osOf(spec: Json, nodes: readonly Json[]): GuestOs | undefined {
  const selector = textMapAt(spec, 'nodeSelector');
  const demanded =
    textAt(spec, 'os', 'name') ?? selector.get('kubernetes.io/os') ?? selector.get('beta.kubernetes.io/os');
  const family =
    osFamilyOf(demanded) ??
    osFamilyOf(only(nodes.map((node) => textAt(node, 'status', 'nodeInfo', 'operatingSystem'))));
  const architecture = architectureOf(
    selector.get('kubernetes.io/arch') ?? only(nodes.map((node) => textAt(node, 'status', 'nodeInfo', 'architecture'))),
  );
  return family === undefined && architecture === undefined ? undefined : stated<GuestOs>({ family, architecture });
}

export function architectureOf(name: string | undefined): GuestOs['architecture'] {
  if (name === undefined) return undefined;
  if (name === 'amd64' || name === 'x86_64') return 'x86_64';
  if (name === 'arm64' || name === 'aarch64') return 'arm64';
  return name === '386' || name === 'i686' ? 'x86' : 'other';
}

/** The product that the selector demands, or that all nodes it runs on share. */
function cardOf(spec: Json, nodes: readonly Json[]): string | undefined {
  const product = 'nvidia.com/gpu.product';
  const demanded = textMapAt(spec, 'nodeSelector').get(product);
  const found = nodes
    .filter((node) => Object.keys(recordAt(node, 'status', 'capacity')).some(isGpuResource))
    .map((node) => textMapAt(node, 'metadata', 'labels').get(product));
  return (demanded ?? only(found))?.replace(/-SHARED$/, '').replace(/-MIG-.*$/, '');
}

/** Claims by name; a stateful set has one of each kind per replica. */
function disksOf(scene: Scene, { owner, replicas }: Replica, spec: Json): readonly Disk[] {
  const claims = new Map(claimsOf(spec).map(({ claim, volume }) => [claim, volume]));
  const kinds = owner.kind === 'StatefulSet' ? listAt(owner.object, 'spec', 'volumeClaimTemplates') : [];
  for (const kind of kinds) {
    const own = `${nameOf(kind)}-${owner.name}-`;
    for (let ordinal = 0; ordinal < Math.min(replicas ?? 0, 1000); ordinal += 1) {
      claims.set(`${own}${ordinal}`, `${own}${ordinal}`);
    }
  }
  return [...claims]
    .sort(([a], [b]) => byText(a, b))
    .map(([claim, label]) => claimDisk(scene, owner.namespace, claim, label));
}

/** The pod network, and those that the annotation asks for, as a list of names or as JSON. */
function networksOf({ template, pods, owner }: Replica): readonly string[] {
  const of = (object: unknown): string | undefined =>
    textMapAt(object, 'metadata', 'annotations').get('k8s.v1.cni.cncf.io/networks');
  const asked = of(template) ?? of(pods[0]);
  if (asked === undefined) return [POD_NETWORK];
  const inNamespace = (name: string, namespace = owner.namespace): string =>
    name.includes('/') ? name : `${namespace ?? ''}/${name}`;
  const names: string[] = [];
  try {
    for (const one of listAt({ list: JSON.parse(asked) as unknown }, 'list')) {
      const name = textAt(one, 'name');
      if (name !== undefined) names.push(inNamespace(name, textAt(one, 'namespace')));
    }
  } catch {
    names.push(...asked.split(',').map((name) => inNamespace(name.trim().replace(/@.*$/, ''))));
  }
  return [...new Set([POD_NETWORK, ...names.sort(byText)])];
}
