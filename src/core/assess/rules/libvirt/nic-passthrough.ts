import { defineRule } from '../../rule.ts';
import { listed, noneOf } from '../../kleene.ts';
import { forkliftFor } from '../forklift-sources.ts';
import { QEMU } from './platforms.ts';

export const libvirtNicPassthrough = defineRule({
  id: 'libvirt.nic.passthrough',
  label: 'Network adapter of the host',
  description: 'An adapter bypasses the virtual switch (SR-IOV, macvtap passthrough, vDPA); it is not carried.',
  remedy:
    'On OpenShift recreate it with the SR-IOV operator; on Azure use accelerated networking; on Hyper-V SR-IOV of the switch.',
  severity: {
    'openshift-virtualization': 'warning',
    'azure-vm': 'info',
    kvm: 'warning',
    hyperv: 'warning',
    'azure-local': 'warning',
  },
  source: forkliftFor('ovirt', 'nic_pci_passthrough.rego'),
  covers: ['ovirt.nic.pci_passthrough.detected'],
  platforms: QEMU,
  needs: ['nics'],
  asksFor: ['nics[].passthrough'],
  fixHours: 4,
  evaluate: ({ nics }) =>
    noneOf(
      nics,
      ({ passthrough }) => (passthrough === undefined ? undefined : passthrough !== 'none'),
      ['nics[].passthrough'],
      (found) => `Bypassing: ${listed(found.map(({ label, passthrough }) => `${label} (${passthrough ?? ''})`))}.`,
    ),
});
