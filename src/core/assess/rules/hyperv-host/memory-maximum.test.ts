import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { hypervMemoryMaximum } from './memory-maximum.ts';

describeRule(hypervMemoryMaximum, 'vsphere', [
  { reason: 'BIOS at 1 TB', facts: { memoryMiB: 1024 * 1024, firmware: 'bios' }, says: 'pass' },
  {
    reason: 'BIOS above it',
    facts: { memoryMiB: 1025 * 1024, firmware: 'bios' },
    says: { fails: '1025 GiB memory; at most 1024' },
  },
  { reason: 'EFI with 12 TB', facts: { memoryMiB: 12 * 1024 * 1024, firmware: 'efi' }, says: 'pass' },
  { reason: 'it depends on the firmware', facts: { memoryMiB: 2048 * 1024 }, says: { asks: ['firmware'] } },
  { reason: 'not told', facts: {}, says: { asks: ['memoryMiB'] } },
]);
