import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { libvirtTpm } from './tpm.ts';

describeRule(libvirtTpm, 'kvm', [
  { reason: 'a TPM', facts: { tpm: true }, says: { fails: 'TPM' } },
  { reason: 'none', facts: { tpm: false }, says: 'pass' },
  { reason: 'not told', facts: {}, says: { asks: ['tpm'] } },
]);
