/** Network interfaces of a virtual machine, as configured and as they are seen when it runs. */

import { isIP } from 'node:net';
import type { Nic } from '../../../core/model/workload.ts';
import { flagAt, hasAt, listAt, stated, textAt, textsAt } from '../json.ts';
import type { Json } from '../json.ts';
import { preferred } from './machine-spec.ts';
import type { MachineSpec } from './machine-spec.ts';
import { POD_NETWORK } from './scene.ts';

/** Undefined where nothing tells the machine's devices. */
export function nicsOf(
  machine: MachineSpec,
  instance: Json | undefined,
  namespace: string | undefined,
): readonly Nic[] | undefined {
  if (!hasAt(machine.domain, 'devices')) return undefined;
  // Without a word on interfaces KubeVirt gives one on the pod network, unless told not to.
  if (!hasAt(machine.domain, 'devices', 'interfaces')) {
    const none = flagAt(machine.domain, 'devices', 'autoattachPodInterface') === false;
    return none ? [] : [{ label: 'default', network: POD_NETWORK, passthrough: 'none' }];
  }
  const networks = new Map(listAt(machine.spec, 'networks').map((network) => [textAt(network, 'name'), network]));
  const seen = new Map(listAt(instance, 'status', 'interfaces').map((one) => [textAt(one, 'name'), one]));
  const listed = listAt(machine.domain, 'devices', 'interfaces').filter((one) => one['state'] !== 'absent');
  return listed.map((one): Nic => {
    const name = textAt(one, 'name') ?? '';
    const status = seen.get(name);
    const addresses = addressesOf(status);
    return stated<Nic>({
      label: name,
      network: networkOf(networks.get(name), namespace),
      macAddress: macOf(textAt(status, 'mac') ?? textAt(one, 'macAddress')),
      adapter: hasAt(one, 'sriov')
        ? undefined
        : (textAt(one, 'model') ?? preferred(machine, 'preferredInterfaceModel')),
      connected:
        one['state'] === 'down' || status?.['linkState'] === 'down' ? false : status === undefined ? undefined : true,
      ipAddresses: addresses.length === 0 ? undefined : addresses,
      passthrough: passthroughOf(one),
    });
  });
}

/** Undefined for one that a plugin of the cluster binds, in a way of its own. */
export function passthroughOf(nic: Json): Nic['passthrough'] {
  if (hasAt(nic, 'sriov')) return 'sriov';
  return hasAt(nic, 'binding') ? undefined : 'none';
}

/** "namespace/name" of the attachment definition. */
function networkOf(network: Json | undefined, namespace: string | undefined): string | undefined {
  if (hasAt(network, 'pod')) return POD_NETWORK;
  const name = textAt(network, 'multus', 'networkName');
  if (name === undefined) return undefined;
  return name.includes('/') || namespace === undefined ? name : `${namespace}/${name}`;
}

function addressesOf(status: Json | undefined): readonly string[] {
  const all = [textAt(status, 'ipAddress'), ...textsAt(status, 'ipAddresses')];
  const bare = all.flatMap((address) => address?.toLowerCase().replace(/\/\d+$/, '') ?? []);
  return [...new Set(bare.filter((address) => isIP(address) !== 0))];
}

function macOf(text: string | undefined): string | undefined {
  const hex = text?.toLowerCase().replaceAll(/[:.-]/g, '') ?? '';
  return /^[0-9a-f]{12}$/.test(hex) && !/^0+$/.test(hex) ? hex.replaceAll(/(..)(?=.)/g, '$1:') : undefined;
}
