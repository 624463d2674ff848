import { defineRule } from '../../rule.ts';
import { listed, noneOf } from '../../kleene.ts';
import { forkliftFor } from '../forklift-sources.ts';
import { QEMU } from './platforms.ts';

export const libvirtNicFilter = defineRule({
  id: 'libvirt.nic.filter',
  label: 'Adapter behind a packet filter',
  description:
    'The hypervisor filters packets of an adapter (clean traffic, no MAC spoofing); the filter is not carried.',
  remedy: 'Write the filter as a network policy, or a security group on Azure, before the machine is switched on.',
  severity: {
    'openshift-virtualization': 'warning',
    'azure-vm': 'warning',
    kvm: 'warning',
    hyperv: 'warning',
    'azure-local': 'warning',
  },
  source: forkliftFor('ovirt', 'nic_network_filter.rego'),
  covers: ['ovirt.nic.network_filter.detected'],
  platforms: QEMU,
  needs: ['nics'],
  asksFor: ['nics[].filtered'],
  fixHours: 2,
  evaluate: ({ nics }) =>
    noneOf(
      nics,
      (nic) => nic.filtered,
      ['nics[].filtered'],
      (found) => `Filtered: ${listed(found.map(({ label }) => label))}.`,
    ),
});
