import { defineRule } from '../../rule.ts';
import { fail, pass } from '../../verdict.ts';
import { forkliftFor } from '../forklift-sources.ts';
import { QEMU } from './platforms.ts';

export const libvirtPageSharing = defineRule({
  id: 'libvirt.page-sharing',
  label: 'Memory may be shared with other machines',
  description:
    'The host merges equal pages of its machines (KSM). Where the target does not, the same machines need more memory.',
  remedy:
    'Size the target for the whole memory of each machine; switch merging on there only where machines trust each other.',
  severity: {
    'openshift-virtualization': 'info',
    'azure-vm': 'info',
    kvm: 'info',
    hyperv: 'info',
    'azure-local': 'info',
  },
  source: forkliftFor('ovirt', 'ksm.rego'),
  covers: ['ovirt.cluster.ksm_enabled'],
  platforms: [...QEMU, 'openshift', 'kubernetes'],
  needs: ['pageSharing'],
  fixHours: 0.5,
  evaluate: ({ pageSharing }) => (pageSharing ? fail('Pages may be merged.') : pass),
});
