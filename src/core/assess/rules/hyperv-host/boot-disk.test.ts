import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { bootDisk } from './boot-disk.ts';

describeRule(bootDisk, 'vsphere', [
  {
    reason: 'BIOS with a large system disk',
    facts: { firmware: 'bios', disks: [{ label: 'Hard disk 1', capacityMiB: 2049 * 1024 }] },
    says: { fails: 'System disk Hard disk 1 has 2049 GiB' },
  },
  {
    reason: 'BIOS at the limit',
    facts: { firmware: 'bios', disks: [{ label: 'Hard disk 1', capacityMiB: 2048 * 1024 }] },
    says: 'pass',
  },
  {
    reason: 'EFI has no such limit',
    facts: { firmware: 'efi', disks: [{ label: 'Hard disk 1', capacityMiB: 8000 * 1024 }] },
    says: 'pass',
  },
  {
    reason: 'a small disk fits either',
    facts: { disks: [{ label: 'Hard disk 1', capacityMiB: 100 * 1024 }] },
    says: 'pass',
  },
  {
    reason: 'it depends on the firmware',
    facts: { disks: [{ label: 'Hard disk 1', capacityMiB: 3000 * 1024 }] },
    says: { asks: ['firmware'] },
  },
  { reason: 'no disks', facts: {}, says: { asks: ['disks[].capacityMiB'] } },
]);
