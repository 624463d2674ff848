import { defineRule } from '../../rule.ts';
import { listed, noneOf } from '../../kleene.ts';
import { forkliftFor } from '../forklift-sources.ts';

/** Whether no share can reach it: false for a file on one, undefined for a file in a folder that a share may cover. */
function isOutOfReach(path: string | undefined): false | undefined {
  return path !== undefined && /^\\\\[^?.\\]/.test(path) ? false : undefined;
}

export const hypervDiskNoShare = defineRule({
  id: 'hyperv.disk.no-share',
  label: 'Disk cannot be reached over SMB',
  description: 'The migration tool reads disks over an SMB share. A disk that is no file cannot lie on one.',
  remedy: 'Turn the pass-through disk into a virtual one, or attach its LUN at the target.',
  severity: { 'openshift-virtualization': 'warning' },
  // No source lists shares, so nearly every machine stays open; that alone is no condition on its move.
  openWeighs: 'info',
  source: forkliftFor('hyperv', 'disk_smb_path.rego'),
  covers: ['hyperv.disk.smb_path.missing'],
  platforms: ['hyperv'],
  needs: ['disks'],
  asksFor: ['disks[].path'],
  fixHours: 4,
  evaluate: ({ disks }) =>
    noneOf(
      disks,
      ({ path, rawDeviceMapping }) => (rawDeviceMapping === true ? true : isOutOfReach(path)),
      ['disks[].path'],
      (found) => `Not on a share: ${listed(found.map(({ label }) => label))}.`,
      'A file on a drive or cluster volume of the hosts can be read only when an SMB share covers its folder; no source lists the shares.',
    ),
});
