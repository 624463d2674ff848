/** What the containers of one replica are made of and ask for. */

import type { Disk, WorkloadFacts } from '../../../core/model/workload.ts';
import { byText, flagAt, listAt, recordAt, stated, textAt, textsAt } from '../json.ts';
import type { Json } from '../json.ts';
import { mibUp, milliUp } from './quantity.ts';
import { quantityIn } from './scene.ts';
import type { Scene } from './scene.ts';

/** Images of all containers, the ones that only prepare included; sorted, each once. */
export function imagesOf(spec: Json): readonly string[] {
  const images = [...listAt(spec, 'containers'), ...listAt(spec, 'initContainers')].map((one) => textAt(one, 'image'));
  return [...new Set(images.filter((image) => image !== undefined))].sort(byText);
}

/** Containers that run as long as the pod does: init containers that are restarted are sidecars. */
function running(spec: Json): readonly Json[] {
  const sidecars = listAt(spec, 'initContainers').filter((one) => one['restartPolicy'] === 'Always');
  return [...listAt(spec, 'containers'), ...sidecars];
}

type Sizes = Pick<WorkloadFacts, 'cpuRequestMilli' | 'memoryRequestMiB' | 'cpuLimitMilli' | 'memoryLimitMiB'>;

/** Sums over the containers of one replica; a sum is absent when one of them states no amount. */
export function sizesOf(scene: Scene, spec: Json, where: string): Sizes {
  const sum = (list: 'requests' | 'limits', resource: string): number | undefined => {
    const whole = quantityIn(scene, recordAt(spec, 'resources', list)[resource], `${where}, resources.${list}`);
    if (whole !== undefined) return whole;
    let total = 0;
    for (const container of running(spec)) {
      const stated = recordAt(container, 'resources', list)[resource];
      // The API takes the limit for the request where only that is given.
      const value = stated ?? (list === 'requests' ? recordAt(container, 'resources', 'limits')[resource] : undefined);
      const at = `${where}, container ${textAt(container, 'name') ?? '?'}, ${list}.${resource}`;
      const amount = quantityIn(scene, value, at);
      if (amount === undefined) return undefined;
      total += amount;
    }
    return running(spec).length === 0 ? undefined : total;
  };
  const cpus = (amount: number | undefined): number | undefined => (amount === undefined ? undefined : milliUp(amount));
  const mib = (amount: number | undefined): number | undefined => (amount === undefined ? undefined : mibUp(amount));
  return stated<Sizes>({
    cpuRequestMilli: cpus(sum('requests', 'cpu')),
    memoryRequestMiB: mib(sum('requests', 'memory')),
    cpuLimitMilli: cpus(sum('limits', 'cpu')),
    memoryLimitMiB: mib(sum('limits', 'memory')),
  });
}

/** Extended resources, such as GPUs, that one replica asks for. */
export function extendedOf(scene: Scene, spec: Json, where: string): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const container of running(spec)) {
    const asked = { ...recordAt(container, 'resources', 'requests'), ...recordAt(container, 'resources', 'limits') };
    for (const [name, value] of Object.entries(asked)) {
      if (!name.includes('/')) continue;
      const amount = quantityIn(scene, value, `${where}, container ${textAt(container, 'name') ?? '?'}, ${name}`);
      if (amount !== undefined) sums.set(name, (sums.get(name) ?? 0) + amount);
    }
  }
  return sums;
}

/**
 * Whether a container runs with the rights of its node: privileged on Linux, HostProcess on Windows. The API leaves out
 * what is false, so a whole specification settles it.
 */
export function isPrivileged(spec: Json): boolean {
  const containers = [...listAt(spec, 'containers'), ...listAt(spec, 'initContainers')];
  return (
    containers.some((one) => flagAt(one, 'securityContext', 'privileged') === true) ||
    flagAt(spec, 'securityContext', 'windowsOptions', 'hostProcess') === true
  );
}

/** Folders of the node that the replica mounts; sorted, each once. */
export function hostPathsOf(spec: Json): readonly string[] {
  const paths = listAt(spec, 'volumes').map((volume) => textAt(volume, 'hostPath', 'path'));
  return [...new Set(paths.filter((path) => path !== undefined))].sort(byText);
}

/** Claims that the replica mounts, by the name of the volume. */
export function claimsOf(spec: Json): readonly { readonly volume: string; readonly claim: string }[] {
  return listAt(spec, 'volumes').flatMap((volume) => {
    const claim = textAt(volume, 'persistentVolumeClaim', 'claimName');
    return claim === undefined ? [] : [{ volume: textAt(volume, 'name') ?? claim, claim }];
  });
}

/** A claim as a disk: what it holds, of which storage class, and whether several machines may write to it. */
export function claimDisk(scene: Scene, namespace: string | undefined, claim: string, label = claim): Disk {
  const found = scene.objects.get('persistentvolumeclaims', namespace, claim);
  if (found === undefined) return { label, path: claim };
  const where = `PersistentVolumeClaim ${namespace ?? ''}/${claim}`;
  const size =
    quantityIn(scene, recordAt(found, 'status', 'capacity')['storage'], `${where}, status.capacity.storage`) ??
    quantityIn(scene, recordAt(found, 'spec', 'resources', 'requests')['storage'], `${where}, spec.resources`);
  const modes = textsAt(found, 'spec', 'accessModes');
  return stated<Disk>({
    label,
    path: claim,
    capacityMiB: size === undefined ? undefined : mibUp(size),
    datastore: textAt(found, 'spec', 'storageClassName'),
    shared: modes.length === 0 ? undefined : modes.includes('ReadWriteMany'),
  });
}

/** Sum of the sizes; undefined when one is not known. */
export function provisionedMiB(disks: readonly Disk[]): number | undefined {
  let sum = 0;
  for (const { capacityMiB } of disks) {
    if (capacityMiB === undefined) return undefined;
    sum += capacityMiB;
  }
  return sum;
}

export const datastoresOf = (disks: readonly Disk[]): readonly string[] | undefined =>
  disks.some(({ datastore, path }) => datastore === undefined && path !== undefined)
    ? undefined
    : [...new Set(disks.flatMap(({ datastore }) => datastore ?? []))].sort(byText);

/** Bound to certain nodes by more than their operating system or architecture. */
export function boundToNodes(spec: Json): boolean {
  const chosen = Object.keys(recordAt(spec, 'nodeSelector'));
  const plain = /^(?:beta\.)?kubernetes\.io\/(?:os|arch)$/;
  const required = 'requiredDuringSchedulingIgnoredDuringExecution';
  return (
    chosen.some((key) => !plain.test(key)) ||
    listAt(spec, 'affinity', 'nodeAffinity', required, 'nodeSelectorTerms').length > 0
  );
}
