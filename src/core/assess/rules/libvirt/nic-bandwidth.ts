import { defineRule } from '../../rule.ts';
import { listed, noneOf } from '../../kleene.ts';
import { forkliftFor } from '../forklift-sources.ts';
import { QEMU } from './platforms.ts';

export const libvirtNicBandwidth = defineRule({
  id: 'libvirt.nic.bandwidth',
  label: 'Adapter with a bandwidth limit',
  description: 'The hypervisor limits or guarantees the bandwidth of an adapter; the setting is not carried.',
  remedy:
    'Set the limit at the target: a bandwidth plug-in on OpenShift, QoS of the switch on Hyper-V; on Azure the size limits.',
  severity: {
    'openshift-virtualization': 'warning',
    'azure-vm': 'info',
    kvm: 'info',
    hyperv: 'info',
    'azure-local': 'info',
  },
  source: forkliftFor('ovirt', 'nic_qos.rego'),
  covers: ['ovirt.nic.qos.detected'],
  platforms: QEMU,
  needs: ['nics'],
  asksFor: ['nics[].bandwidthLimited'],
  fixHours: 1,
  evaluate: ({ nics }) =>
    noneOf(
      nics,
      (nic) => nic.bandwidthLimited,
      ['nics[].bandwidthLimited'],
      (found) => `Limited: ${listed(found.map(({ label }) => label))}.`,
    ),
});
