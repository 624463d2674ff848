import { defineRule } from '../../rule.ts';
import { listed, noneOf, not } from '../../kleene.ts';
import { forkliftFor } from '../forklift-sources.ts';

export const hypervDiskNoShare = defineRule({
  id: 'hyperv.disk.no-share',
  label: 'Disk cannot be reached over SMB',
  description: 'The migration tool reads disks over an SMB share, and no share of the hosts covers this one.',
  remedy: 'Share the folder of the disk, move it to one that is shared, or attach a pass-through disk at the target.',
  severity: { 'openshift-virtualization': 'warning' },
  // Sources that list no shares leave nearly every machine open; that alone is no condition on its move.
  openWeighs: 'info',
  source: forkliftFor('hyperv', 'disk_smb_path.rego'),
  covers: ['hyperv.disk.smb_path.missing'],
  platforms: ['hyperv'],
  needs: ['disks'],
  asksFor: ['disks[].onFileShare'],
  fixHours: 4,
  evaluate: ({ disks }) =>
    noneOf(
      disks,
      ({ onFileShare }) => not(onFileShare),
      ['disks[].onFileShare'],
      (found) => `Not on a share: ${listed(found.map(({ label }) => label))}.`,
    ),
});
