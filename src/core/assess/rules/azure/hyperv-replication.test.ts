import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { hypervReplication } from './hyperv-replication.ts';

describeRule(hypervReplication, 'hyperv', [
  {
    reason: 'seventeen disks',
    facts: { disks: Array.from({ length: 17 }, (_, i) => ({ label: `Disk ${i}`, capacityMiB: 1024 })) },
    says: { fails: '17 disks; at most 16' },
  },
  {
    reason: 'a disk of 5 TB',
    facts: { disks: [{ label: 'Hard disk 1', capacityMiB: 5120 * 1024 }] },
    says: { fails: 'Larger than 4096 GiB' },
  },
  { reason: 'a usual machine', facts: { disks: [{ label: 'Hard disk 1', capacityMiB: 100 * 1024 }] }, says: 'pass' },
  { reason: 'sizes not told', facts: { disks: [{ label: 'Disk 1' }] }, says: { asks: ['disks[].capacityMiB'] } },
  { reason: 'from vSphere other limits hold', facts: { platform: 'vsphere' }, says: 'not applicable' },
]);
