import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { uefi } from './uefi.ts';

describeRule(uefi, 'vsphere', [
  { reason: 'EFI', facts: { firmware: 'efi' }, says: { fails: 'EFI' } },
  { reason: 'BIOS', facts: { firmware: 'bios' }, says: 'pass' },
  { reason: 'not told', facts: {}, says: { asks: ['firmware'] } },
]);
