/** Networks and storage classes. */

import type { Datastore, Network } from '../../../core/model/estate.ts';
import { byText, countAt, isRecord, listAt, stated, textAt, textMapAt } from '../json.ts';
import type { Json } from '../json.ts';
import { offersSharedWrite } from './machine-disks.ts';
import { idIn, nameOf, namespaceOf, observedBy, placeOf, POD_NETWORK } from './scene.ts';
import type { Scene } from './scene.ts';

/** The network every pod is on; it has no object of its own. */
export function podNetwork(scene: Scene): Network {
  return {
    id: idIn(scene, 'net', POD_NETWORK),
    name: POD_NETWORK,
    platform: scene.platform,
    kind: 'pod',
    observedBy: { sourceId: scene.sourceId, nativeId: 'pod-network', observedAt: scene.observedAt },
  };
}

/** An attachment definition; its configuration is JSON in a text. */
export function networkOf(scene: Scene, attachment: Json): Network {
  const name = `${namespaceOf(attachment) ?? ''}/${nameOf(attachment)}`;
  const config = configOf(scene, attachment);
  const vlan = countAt(config, 'vlan') ?? countAt(config, 'vlanID') ?? countAt(config, 'vlanId');
  const overlay = textAt(config, 'type') === 'ovn-k8s-cni-overlay' && textAt(config, 'topology') !== 'localnet';
  return stated<Network>({
    id: idIn(scene, 'net', name),
    name,
    platform: scene.platform,
    vlanId: vlan !== undefined && vlan > 0 && vlan < 4095 ? vlan : undefined,
    switchName:
      textAt(config, 'bridge') ??
      textAt(config, 'physicalNetworkName') ??
      textAt(config, 'master') ??
      textAt(config, 'name'),
    cidrs: cidrsOf(config),
    kind: config === undefined ? undefined : overlay ? 'overlay' : 'other',
    observedBy: observedBy(scene, attachment, 'NetworkAttachmentDefinition'),
  });
}

function configOf(scene: Scene, attachment: Json): Json | undefined {
  const text = textAt(attachment, 'spec', 'config');
  if (text === undefined) return undefined;
  try {
    const config: unknown = JSON.parse(text);
    if (!isRecord(config)) return undefined;
    // A chain of plugins: the first one makes the network.
    return { ...config, ...listAt(config, 'plugins')[0] };
  } catch {
    scene.issues.add({
      severity: 'warning',
      code: 'NETWORK_NOT_UNDERSTOOD',
      where: placeOf(attachment, 'NetworkAttachmentDefinition'),
      message: 'its configuration is no JSON; VLAN and bridge stay unknown',
      fix: 'Correct spec.config of the object.',
      skipped: false,
    });
    return undefined;
  }
}

/** "10.1.0.0/16/24" (the range and the share of each node) is the range. */
function cidrsOf(config: Json | undefined): readonly string[] | undefined {
  const stated = [textAt(config, 'subnets'), textAt(config, 'ipam', 'subnet'), textAt(config, 'ipam', 'range')];
  const all = stated
    .flatMap((text) => text?.split(',') ?? [])
    .map((text) => /^([0-9a-f.:]+\/\d{1,3})(?:\/\d{1,3})?$/.exec(text.trim())?.[1])
    .filter((cidr) => cidr !== undefined);
  return all.length === 0 ? undefined : [...new Set(all)].sort(byText);
}

const DEFAULTS = ['storageclass.kubernetes.io/is-default-class', 'storageclass.beta.kubernetes.io/is-default-class'];

export function datastoreOf(scene: Scene, storageClass: Json): Datastore {
  const name = nameOf(storageClass);
  const annotations = textMapAt(storageClass, 'metadata', 'annotations');
  return stated<Datastore>({
    id: idIn(scene, 'ds', name),
    name,
    platform: scene.platform,
    type: 'storage-class',
    cluster: scene.clusterName,
    provisioner: textAt(storageClass, 'provisioner'),
    isDefault: DEFAULTS.some((key) => annotations.get(key) === 'true'),
    sharedWrite: offersSharedWrite(scene.objects.get('storageprofiles.cdi.kubevirt.io', undefined, name)),
    observedBy: observedBy(scene, storageClass, 'StorageClass'),
  });
}
