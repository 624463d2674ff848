import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { generation1 } from './generation-1.ts';

describeRule(generation1, 'vsphere', [
  { reason: 'BIOS', facts: { firmware: 'bios' }, says: { fails: 'BIOS' } },
  { reason: 'EFI', facts: { firmware: 'efi' }, says: 'pass' },
  { reason: 'not told', facts: {}, says: { asks: ['firmware'] } },
]);
