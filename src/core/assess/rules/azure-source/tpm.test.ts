import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { azureTpm } from './tpm.ts';

describeRule(azureTpm, 'azure', [
  { reason: 'trusted launch with a TPM', facts: { tpm: true, firmware: 'efi' }, says: { fails: 'TPM' } },
  { reason: 'none', facts: { tpm: false, firmware: 'efi' }, says: 'pass' },
  { reason: 'generation 1', facts: { firmware: 'bios' }, says: 'pass' },
  { reason: 'not told', facts: { firmware: 'efi' }, says: { asks: ['tpm'] } },
]);
