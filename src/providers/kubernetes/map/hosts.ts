/** Nodes as hosts. */

import type { Host } from '../../../core/model/estate.ts';
import { byText, flagAt, listAt, recordAt, stated, textAt, textMapAt } from '../json.ts';
import type { Json } from '../json.ts';
import { hostGpus } from './gpus.ts';
import { mibDown, milliDown } from './quantity.ts';
import { idIn, nameOf, observedBy, placeOf, quantityIn } from './scene.ts';
import type { Scene } from './scene.ts';

export function hostOf(scene: Scene, node: Json): Host {
  const where = placeOf(node, 'Node');
  const labels = textMapAt(node, 'metadata', 'labels');
  const info = recordAt(node, 'status', 'nodeInfo');
  const amount = (list: 'capacity' | 'allocatable', resource: string): number | undefined =>
    quantityIn(scene, recordAt(node, 'status', list)[resource], `${where}, status.${list}.${resource}`);
  const cpus = amount('capacity', 'cpu');
  const memory = amount('capacity', 'memory');
  const freeCpus = amount('allocatable', 'cpu');
  const freeMemory = amount('allocatable', 'memory');
  const osFamily = osFamilyOf(textAt(info, 'operatingSystem') ?? labels.get('kubernetes.io/os'));
  const ready = listAt(node, 'status', 'conditions').find((one) => one['type'] === 'Ready')?.['status'];
  const whole = node['status'] !== undefined;
  return stated<Host>({
    id: idIn(scene, 'host', nameOf(node)),
    name: nameOf(node),
    platform: scene.platform,
    cluster: scene.clusterName,
    model: labels.get('node.kubernetes.io/instance-type') ?? labels.get('beta.kubernetes.io/instance-type'),
    cpuCores: cpus === undefined ? undefined : Math.floor(cpus),
    memoryMiB: memory === undefined ? undefined : mibDown(memory),
    version: textAt(info, 'kubeletVersion'),
    // The API leaves out what is false.
    inMaintenance: flagAt(node, 'spec', 'unschedulable') ?? (whole ? false : undefined),
    gpus: hostGpus(scene, node, where),
    osFamily,
    osName: textAt(info, 'osImage'),
    osBuild: osFamily === 'windows' ? windowsBuild(node) : undefined,
    cpuAllocatableMilli: freeCpus === undefined ? undefined : milliDown(freeCpus),
    memoryAllocatableMiB: freeMemory === undefined ? undefined : mibDown(freeMemory),
    maxWorkloads: amount('allocatable', 'pods'),
    region: regionOf(node),
    zone: zoneOf(node),
    roles: rolesOf(labels),
    ready: ready === 'True' ? true : ready === undefined ? undefined : false,
    ...load(scene, node, cpus, memory),
    observedBy: observedBy(scene, node, 'Node'),
  });
}

/** "10.0.20348.2402": the kubelet gives the full build as kernel, the label only its first three numbers. */
function windowsBuild(node: Json): string | undefined {
  const kernel = textAt(node, 'status', 'nodeInfo', 'kernelVersion');
  if (kernel !== undefined && /^10\.0\.\d+(?:\.\d+)?$/.test(kernel)) return kernel;
  return textMapAt(node, 'metadata', 'labels').get('node.kubernetes.io/windows-build');
}

export function osFamilyOf(name: string | undefined): 'linux' | 'windows' | undefined {
  return name === 'linux' || name === 'windows' ? name : undefined;
}

export function regionOf(node: Json): string | undefined {
  const labels = textMapAt(node, 'metadata', 'labels');
  return labels.get('topology.kubernetes.io/region') ?? labels.get('failure-domain.beta.kubernetes.io/region');
}

export function zoneOf(node: Json): string | undefined {
  const labels = textMapAt(node, 'metadata', 'labels');
  return labels.get('topology.kubernetes.io/zone') ?? labels.get('failure-domain.beta.kubernetes.io/zone');
}

const ROLE = 'node-role.kubernetes.io/';

function rolesOf(labels: ReadonlyMap<string, string>): readonly string[] | undefined {
  if (labels.size === 0) return undefined;
  const roles = new Set<string>();
  for (const key of labels.keys()) {
    if (!key.startsWith(ROLE) || key.length === ROLE.length) continue;
    const role = key.slice(ROLE.length);
    roles.add(role === 'master' ? 'control-plane' : role);
  }
  return [...roles].sort(byText);
}

/** Of the last minute, as the metrics API says; not part of changes. */
function load(scene: Scene, node: Json, cpus?: number, memory?: number): Pick<Host, 'cpuUsagePct' | 'memoryUsagePct'> {
  const usage = recordAt(scene.objects.get('nodes.metrics.k8s.io', undefined, nameOf(node)), 'usage');
  const where = `NodeMetrics ${nameOf(node)}`;
  const used = quantityIn(scene, usage['cpu'], `${where}, usage.cpu`);
  const usedMemory = quantityIn(scene, usage['memory'], `${where}, usage.memory`);
  return {
    cpuUsagePct: share(used, cpus),
    memoryUsagePct: share(usedMemory, memory),
  };
}

const share = (part: number | undefined, whole: number | undefined): number | undefined =>
  part === undefined || whole === undefined || whole === 0 ? undefined : Math.round((part / whole) * 100);
