import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { secureBoot } from './secure-boot.ts';

describeRule(secureBoot, 'vsphere', [
  { reason: 'on', facts: { secureBoot: true, firmware: 'efi' }, says: { fails: 'Secure Boot' } },
  { reason: 'off', facts: { secureBoot: false }, says: 'pass' },
  { reason: 'BIOS machines have none', facts: { firmware: 'bios' }, says: 'pass' },
  { reason: 'EFI, not told', facts: { firmware: 'efi' }, says: { asks: ['secureBoot'] } },
  { reason: 'nothing told', facts: {}, says: { asks: ['secureBoot'] } },
]);
