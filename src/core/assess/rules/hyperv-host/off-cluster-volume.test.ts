import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { offClusterVolume } from './off-cluster-volume.ts';

describeRule(offClusterVolume, 'hyperv', [
  { reason: 'a share', facts: { disks: [{ label: 'Disk 1', path: '\\\\fs1\\vm\\a.vhdx' }] }, says: { fails: 'fs1' } },
  {
    reason: 'a local disk',
    facts: { disks: [{ label: 'Disk 1', path: 'D:\\VMs\\a.vhdx' }] },
    says: { fails: 'a.vhdx' },
  },
  {
    reason: 'a cluster shared volume',
    facts: { disks: [{ label: 'Disk 1', path: 'C:\\ClusterStorage\\Volume1\\a.vhdx' }] },
    says: 'pass',
  },
  { reason: 'not told', facts: { disks: [{ label: 'Disk 1' }] }, says: { asks: ['disks[].path'] } },
  { reason: 'of other platforms nobody asks', facts: { platform: 'vsphere' }, says: 'not applicable' },
]);
