import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { mbrBootDisk } from './mbr-boot-disk.ts';

describeRule(mbrBootDisk, 'vsphere', [
  {
    reason: 'MBR with 3 TiB',
    facts: { bootDiskLayout: 'mbr', disks: [{ label: 'Hard disk 1', capacityMiB: 3072 * 1024 }] },
    says: { fails: '3072 GiB; at most 2048' },
  },
  {
    reason: 'MBR with 1 TiB',
    facts: { bootDiskLayout: 'mbr', disks: [{ label: 'Hard disk 1', capacityMiB: 1024 * 1024 }] },
    says: 'pass',
  },
  {
    reason: 'GPT with 3 TiB',
    facts: { bootDiskLayout: 'gpt', disks: [{ label: 'Hard disk 1', capacityMiB: 3072 * 1024 }] },
    says: 'pass',
  },
  {
    reason: 'EFI starts from GPT',
    facts: { firmware: 'efi', disks: [{ label: 'Hard disk 1', capacityMiB: 3072 * 1024 }] },
    says: 'pass',
  },
  {
    reason: 'a small disk needs no layout',
    facts: { disks: [{ label: 'Hard disk 1', capacityMiB: 100 * 1024 }] },
    says: 'pass',
  },
  {
    reason: 'a large one does',
    facts: { firmware: 'bios', disks: [{ label: 'Hard disk 1', capacityMiB: 3072 * 1024 }] },
    says: { asks: ['bootDiskLayout'] },
  },
  { reason: 'no disks', facts: {}, says: { asks: ['disks[].capacityMiB'] } },
]);
