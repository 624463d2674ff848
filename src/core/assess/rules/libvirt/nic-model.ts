import { defineRule } from '../../rule.ts';
import { listed, noneOf } from '../../kleene.ts';
import { forkliftFor } from '../forklift-sources.ts';
import { QEMU } from './platforms.ts';

/** Models that KubeVirt has too, by the names of QEMU and of oVirt. */
const KEPT: ReadonlySet<string> = new Set([
  'virtio',
  'virtio-net-pci',
  'virtio-transitional',
  'virtio-non-transitional',
  'pv',
  'e1000',
  'e1000e',
  'rtl8139',
  'ne2k_pci',
  'pcnet',
]);

export const libvirtNicModel = defineRule({
  id: 'libvirt.nic.model',
  label: 'Adapter of a model that is replaced',
  description:
    'KubeVirt does not offer this adapter model; the machine gets a virtio adapter, for which its guest needs a driver.',
  remedy: 'Install virtio drivers in the guest before the move, or change the model to e1000.',
  severity: { 'openshift-virtualization': 'warning', 'azure-vm': 'info', hyperv: 'info', 'azure-local': 'info' },
  source: forkliftFor('ovirt', 'nic_interface_type.rego'),
  covers: ['ovirt.nic.interface_type.unsupported', 'openstack.network.vif_model.unsupported'],
  platforms: QEMU,
  needs: ['nics'],
  asksFor: ['nics[].adapter'],
  fixHours: 1,
  evaluate: ({ nics }) =>
    noneOf(
      nics,
      ({ adapter, passthrough }) => {
        // One that bypasses the switch has no model to keep; another rule speaks on it.
        if (passthrough !== undefined && passthrough !== 'none') return false;
        return adapter === undefined ? undefined : !KEPT.has(adapter.toLowerCase());
      },
      ['nics[].adapter'],
      (found) => `Model: ${listed(found.map(({ label, adapter }) => `${label} (${adapter ?? 'not stated'})`))}.`,
    ),
});
