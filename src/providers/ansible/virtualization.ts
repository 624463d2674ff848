/** On which platform a guest runs, when its own words leave no doubt. */

import type { WorkloadKind } from '../../core/model/workload.ts';
import { textOf } from '../json-fields.ts';
import type { HostRecord } from './host-record.ts';

/** Asset tag of every virtual machine on Azure; one on Hyper-V has another. */
const AZURE_ASSET_TAG = '7783-7084-3265-9085-8269-3286-77';
const CONTAINERS = /^(docker|podman|containerd|container|lxc|systemd-nspawn|kubernetes|openvz)$/;

export interface Standing {
  readonly kind: WorkloadKind;
  /** Undefined when several platforms give their guests these words. */
  readonly platform?: string;
  /** True for a machine that is no guest: bare metal, or a host of virtual machines. */
  readonly physical?: boolean;
}

/**
 * QEMU's guests run on many platforms; only those that name themselves are told. A guest on Microsoft's hypervisor is
 * on Azure or on Hyper-V, which its asset tag tells apart where the system shows it (Linux).
 */
export function standingOf({ facts }: HostRecord): Standing {
  const type = textOf(facts.virtualization_type)?.toLowerCase();
  const vendor = textOf(facts.system_vendor)?.toLowerCase() ?? '';
  const product = textOf(facts.product_name)?.toLowerCase() ?? '';
  if (textOf(facts.virtualization_role)?.toLowerCase() !== 'guest') {
    return { kind: 'vm', ...(type !== undefined && { physical: true }) };
  }
  if (type !== undefined && CONTAINERS.test(type)) return { kind: 'container' };
  if (type === 'vmware' || vendor.startsWith('vmware')) return { kind: 'vm', platform: 'vsphere' };
  if (type === 'virtualpc' || type === 'hyper-v' || type === 'hyperv' || vendor === 'microsoft corporation') {
    const tag = textOf(facts.chassis_asset_tag);
    if (tag === AZURE_ASSET_TAG) return { kind: 'vm', platform: 'azure' };
    return { kind: 'vm', ...(tag !== undefined && { platform: 'hyperv' }) };
  }
  if (product === 'openshift virtualization') return { kind: 'vm', platform: 'openshift' };
  return { kind: 'vm', ...(type === 'kvm' && vendor === 'qemu' && { platform: 'kvm' }) };
}
