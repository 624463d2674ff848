import { defineRule } from '../../rule.ts';
import { listed, noneOf } from '../../kleene.ts';
import { forkliftFor } from '../forklift-sources.ts';
import { QEMU } from './platforms.ts';

export const libvirtNicTuned = defineRule({
  id: 'libvirt.nic.tuned',
  label: 'Adapter with settings of its own',
  description: 'Queues, buffers or custom properties are set on an adapter; they are not carried.',
  remedy: 'Find out what they are for; on OpenShift set networkInterfaceMultiqueue where queues count.',
  severity: {
    'openshift-virtualization': 'warning',
    'azure-vm': 'info',
    kvm: 'info',
    hyperv: 'info',
    'azure-local': 'info',
  },
  source: forkliftFor('ovirt', 'nic_custom_properties.rego'),
  covers: ['ovirt.nic.custom_properties.detected'],
  platforms: QEMU,
  needs: ['nics'],
  asksFor: ['nics[].tuned'],
  fixHours: 1,
  evaluate: ({ nics }) =>
    noneOf(
      nics,
      (nic) => nic.tuned,
      ['nics[].tuned'],
      (found) => `Tuned: ${listed(found.map(({ label }) => label))}.`,
    ),
});
