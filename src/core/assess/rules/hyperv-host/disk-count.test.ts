import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { hypervDiskCount } from './disk-count.ts';

describeRule(hypervDiskCount, 'vsphere', [
  {
    reason: 'as many as SCSI takes',
    facts: { disks: Array.from({ length: 256 }, (_, i) => ({ label: `Hard disk ${i}` })), firmware: 'efi' },
    says: 'pass',
  },
  {
    reason: 'one more',
    facts: { disks: Array.from({ length: 257 }, (_, i) => ({ label: `Hard disk ${i}` })), firmware: 'efi' },
    says: { fails: '257 disks; at most 256' },
  },
  {
    reason: 'BIOS has IDE as well',
    facts: { disks: Array.from({ length: 260 }, (_, i) => ({ label: `Hard disk ${i}` })), firmware: 'bios' },
    says: 'pass',
  },
  {
    reason: 'it depends on the firmware',
    facts: { disks: Array.from({ length: 258 }, (_, i) => ({ label: `Hard disk ${i}` })) },
    says: { asks: ['firmware'] },
  },
  { reason: 'no disks', facts: {}, says: { asks: ['disks'] } },
]);
