import { defineRule } from '../../rule.ts';
import { capacityAnswer } from '../../machine-answers.ts';
import { forklift } from '../sources.ts';

export const diskCapacityInvalid = defineRule({
  id: 'vsphere.disk.capacity-invalid',
  label: 'Disk without a capacity',
  description: 'A disk has a capacity of zero or less, so there is nothing to copy and the plan cannot be sized.',
  remedy: 'Repair the disk, or remove it from the machine.',
  severity: {
    'openshift-virtualization': 'blocker',
    'azure-vm': 'blocker',
    kvm: 'blocker',
    hyperv: 'blocker',
    'azure-local': 'blocker',
  },
  source: forklift('disk_size.rego'),
  covers: ['vmware.disk.capacity.invalid', 'ova.disk.capacity.invalid'],
  platforms: ['vsphere'],
  needs: ['disks'],
  asksFor: ['disks[].capacityMiB'],
  fixHours: 1,
  evaluate: ({ disks }) => capacityAnswer(disks),
});
