import { defineRule } from '../../rule.ts';
import { listed, noneOf } from '../../kleene.ts';
import { forkliftFor } from '../forklift-sources.ts';
import { QEMU } from './platforms.ts';

export const libvirtNicMirrored = defineRule({
  id: 'libvirt.nic.mirrored',
  label: 'Adapter that receives copies of traffic',
  description:
    'A port of the switch is mirrored to an adapter, for monitoring or intrusion detection; no target mirrors by itself.',
  remedy: 'Plan how the traffic is seen at the target: a tap of the network, a virtual tap on Azure, flow logs.',
  severity: {
    'openshift-virtualization': 'warning',
    'azure-vm': 'warning',
    kvm: 'warning',
    hyperv: 'warning',
    'azure-local': 'warning',
  },
  source: forkliftFor('ovirt', 'nic_port_mirroring.rego'),
  covers: ['ovirt.nic.port_mirroring.detected'],
  platforms: QEMU,
  needs: ['nics'],
  asksFor: ['nics[].mirrored'],
  fixHours: 8,
  evaluate: ({ nics }) =>
    noneOf(
      nics,
      (nic) => nic.mirrored,
      ['nics[].mirrored'],
      (found) => `Mirrored to: ${listed(found.map(({ label }) => label))}.`,
    ),
});
