import { defineRule } from '../../rule.ts';
import { listed, noneOf, not } from '../../kleene.ts';
import { pass, unknown } from '../../verdict.ts';
import { forklift } from '../sources.ts';

export const diskChangeTracking = defineRule({
  id: 'vsphere.disk.changed-block-tracking',
  label: 'Changed block tracking is off for a disk',
  description: 'A disk is left out of changed block tracking, so a warm migration has to copy it whole each time.',
  remedy:
    'Switch tracking on for every disk (scsiN:M.ctkEnabled) and take and delete one snapshot, or plan a cold move.',
  severity: {
    'openshift-virtualization': 'warning',
    'azure-vm': 'info',
    kvm: 'info',
    hyperv: 'info',
    'azure-local': 'info',
  },
  source: forklift('changed_block_tracking_per_disk.rego'),
  covers: ['vmware.changed_block_tracking.disk.disabled'],
  platforms: ['vsphere'],
  needs: ['disks'],
  mayUse: ['changeTracking'],
  asksFor: ['disks[].changeTracking'],
  fixHours: 0.5,
  evaluate: ({ disks, changeTracking }) => {
    // Off for the machine is off for every disk: another rule says so once.
    if (changeTracking === false) return pass;
    const answer = noneOf(
      disks,
      (disk) => not(disk.changeTracking),
      ['disks[].changeTracking'],
      (found) => `Without tracking: ${listed(found.map(({ label }) => label))}.`,
    );
    return answer.outcome === 'fail' && changeTracking === undefined ? unknown(['changeTracking']) : answer;
  },
});
