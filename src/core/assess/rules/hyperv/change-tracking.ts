import { defineRule } from '../../rule.ts';
import { listed, noneOf, not } from '../../kleene.ts';
import { forkliftFor } from '../forklift-sources.ts';

export const hypervChangeTracking = defineRule({
  id: 'hyperv.change-tracking',
  label: 'A disk is not tracked for changes',
  description: 'Without resilient change tracking a warm migration copies the disk whole each time.',
  remedy: 'Let the tool that copies switch tracking on, or plan a cold move.',
  severity: { 'openshift-virtualization': 'warning', 'azure-vm': 'info', kvm: 'info', 'azure-local': 'info' },
  source: forkliftFor('hyperv', 'rct_disabled.rego'),
  covers: ['hyperv.resilient_change_tracking.disabled'],
  platforms: ['hyperv'],
  needs: ['disks'],
  asksFor: ['disks[].changeTracking'],
  fixHours: 0.5,
  evaluate: ({ disks }) =>
    noneOf(
      disks,
      (disk) => not(disk.changeTracking),
      ['disks[].changeTracking'],
      (found) => `Without tracking: ${listed(found.map(({ label }) => label))}.`,
    ),
});
