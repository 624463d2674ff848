import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { debianLargeDisk } from './debian-large-disk.ts';

describeRule(debianLargeDisk, 'vsphere', [
  {
    reason: 'Debian with 3 TB',
    facts: { disks: [{ label: 'Hard disk 1', capacityMiB: 3000 * 1024 }], os: { id: 'debian-12', family: 'linux' } },
    says: { fails: 'Larger than 2048 GiB' },
  },
  {
    reason: 'Debian with a small disk',
    facts: { disks: [{ label: 'Hard disk 1', capacityMiB: 100 * 1024 }], os: { id: 'debian-12', family: 'linux' } },
    says: 'pass',
  },
  {
    reason: 'another system',
    facts: { disks: [{ label: 'Hard disk 1', capacityMiB: 3000 * 1024 }], os: { id: 'ubuntu-22.04', family: 'linux' } },
    says: 'pass',
  },
  {
    reason: 'Windows',
    facts: { disks: [{ label: 'Hard disk 1', capacityMiB: 3000 * 1024 }], os: { family: 'windows' } },
    says: 'pass',
  },
  {
    reason: 'which Linux is not told',
    facts: { disks: [{ label: 'Hard disk 1', capacityMiB: 3000 * 1024 }], os: { family: 'linux' } },
    says: { asks: ['os.id'] },
  },
  { reason: 'nothing told', facts: {}, says: { asks: ['disks[].capacityMiB', 'os.id'] } },
]);
