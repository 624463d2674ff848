import { defineRule } from '../../rule.ts';
import { listed, noneOf } from '../../kleene.ts';
import { pass, unknown } from '../../verdict.ts';
import { forklift } from '../sources.ts';

export const guestDiskUnmapped = defineRule({
  id: 'vsphere.guest.disk-unmapped',
  label: 'Drive of the guest cannot be matched to a disk',
  description: 'vSphere cannot tell on which virtual disk a Windows drive lies, so drive letters may change.',
  remedy: 'Note drive letters before the move and compare them after it.',
  severity: { 'openshift-virtualization': 'info', kvm: 'info', hyperv: 'info', 'azure-local': 'info' },
  source: forklift('guest_disk_mapping.rego'),
  covers: ['vmware.guestDisks.key.not_found'],
  platforms: ['vsphere'],
  needs: ['os', 'filesystems'],
  asksFor: ['os.family', 'filesystems[].diskKey'],
  fixHours: 0.5,
  evaluate: ({ os, filesystems }) => {
    if (os.family === undefined) return unknown(['os.family']);
    if (os.family !== 'windows') return pass;
    return noneOf(
      filesystems,
      ({ diskKey }) => (diskKey === undefined ? undefined : diskKey === 0),
      ['filesystems[].diskKey'],
      (found) => `No disk known for ${listed(found.map(({ path }) => path))}.`,
    );
  },
});
