import { defineRule } from '../../rule.ts';
import { capacityAnswer } from '../../machine-answers.ts';
import { forkliftFor } from '../forklift-sources.ts';

export const hypervDiskCapacityInvalid = defineRule({
  id: 'hyperv.disk.capacity-invalid',
  label: 'Disk without a capacity',
  description: 'A disk has a capacity of zero or less, so there is nothing to copy and the plan cannot be sized.',
  remedy: 'Repair the disk, or remove it from the machine.',
  severity: { 'openshift-virtualization': 'blocker', 'azure-vm': 'blocker', kvm: 'blocker', 'azure-local': 'blocker' },
  source: forkliftFor('hyperv', 'disk_size.rego'),
  covers: ['hyperv.disk.capacity.invalid'],
  platforms: ['hyperv'],
  needs: ['disks'],
  asksFor: ['disks[].capacityMiB'],
  fixHours: 1,
  evaluate: ({ disks }) => capacityAnswer(disks),
});
