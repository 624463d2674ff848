import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { tpm } from './tpm.ts';

describeRule(tpm, 'vsphere', [
  { reason: 'attached', facts: { tpm: true }, says: { fails: 'TPM' } },
  { reason: 'a device says so', facts: { devices: [{ type: 'tpm' }], deviceTypesSeen: [] }, says: { fails: 'tpm' } },
  { reason: 'not attached', facts: { tpm: false }, says: 'pass' },
  { reason: 'BIOS machines cannot have one', facts: { firmware: 'bios' }, says: 'pass' },
  { reason: 'nor can hardware version 13', facts: { firmware: 'efi', hardwareVersion: 13 }, says: 'pass' },
  { reason: 'EFI on new hardware may', facts: { firmware: 'efi', hardwareVersion: 19 }, says: { asks: ['tpm'] } },
  { reason: 'nothing told', facts: {}, says: { asks: ['tpm'] } },
]);
