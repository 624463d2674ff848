import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { guestDiskUnmapped } from './guest-disk-unmapped.ts';

describeRule(guestDiskUnmapped, 'vsphere', [
  {
    reason: 'a Windows drive without disk',
    facts: { os: { family: 'windows' }, filesystems: [{ path: 'D:', diskKey: 0 }] },
    says: { fails: 'D:' },
  },
  {
    reason: 'all drives have one',
    facts: { os: { family: 'windows' }, filesystems: [{ path: 'C:', diskKey: 2000 }] },
    says: 'pass',
  },
  {
    reason: 'Linux has no drive letters',
    facts: { os: { family: 'linux' }, filesystems: [{ path: '/', diskKey: 0 }] },
    says: 'pass',
  },
  {
    reason: 'key not told',
    facts: { os: { family: 'windows' }, filesystems: [{ path: 'C:' }] },
    says: { asks: ['filesystems[].diskKey'] },
  },
  { reason: 'neither told', facts: {}, says: { asks: ['os.family', 'filesystems[].diskKey'] } },
  { reason: 'family not told', facts: { os: {}, filesystems: [] }, says: { asks: ['os.family'] } },
]);
