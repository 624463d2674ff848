import { defineRule } from '../../rule.ts';
import { fail, pass } from '../../verdict.ts';
import { forklift } from '../sources.ts';

export const changedBlockTracking = defineRule({
  id: 'vsphere.changed-block-tracking',
  label: 'Changed block tracking is off',
  description:
    'Without changed block tracking a warm migration cannot copy only what changed; the machine can move cold.',
  remedy: 'Switch changed block tracking on and take and delete one snapshot, or plan a cold move.',
  severity: {
    'openshift-virtualization': 'warning',
    'azure-vm': 'info',
    kvm: 'info',
    hyperv: 'info',
    'azure-local': 'info',
  },
  source: forklift('changed_block_tracking.rego'),
  covers: ['vmware.changed_block_tracking.disabled'],
  platforms: ['vsphere'],
  needs: ['changeTracking'],
  fixHours: 0.5,
  evaluate: ({ changeTracking }) => (changeTracking ? pass : fail('Changed block tracking is off for the machine.')),
});
