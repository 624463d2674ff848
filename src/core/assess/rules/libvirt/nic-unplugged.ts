import { defineRule } from '../../rule.ts';
import { listed, noneOf, not } from '../../kleene.ts';
import { forkliftFor } from '../forklift-sources.ts';
import { QEMU } from './platforms.ts';

export const libvirtNicUnplugged = defineRule({
  id: 'libvirt.nic.unplugged',
  label: 'Adapter that is not connected',
  description: 'An adapter is unplugged or its link is down; at the target it would be connected.',
  remedy: 'Remove the adapter, or leave it out of the network map.',
  severity: {
    'openshift-virtualization': 'warning',
    'azure-vm': 'info',
    kvm: 'info',
    hyperv: 'warning',
    'azure-local': 'warning',
  },
  source: forkliftFor('ovirt', 'nic_plugged.rego'),
  covers: ['ovirt.nic.unplugged.detected'],
  platforms: QEMU,
  needs: ['nics'],
  asksFor: ['nics[].connected'],
  fixHours: 0.5,
  evaluate: ({ nics }) =>
    noneOf(
      nics,
      ({ connected }) => not(connected),
      ['nics[].connected'],
      (found) => `Not connected: ${listed(found.map(({ label }) => label))}.`,
    ),
});
