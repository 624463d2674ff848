import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { hypervTpm } from './tpm.ts';

describeRule(hypervTpm, 'hyperv', [
  { reason: 'a TPM', facts: { tpm: true }, says: { fails: 'TPM' } },
  { reason: 'none', facts: { tpm: false }, says: 'pass' },
  { reason: 'generation 1', facts: { generation: 1 }, says: 'pass' },
  { reason: 'not told', facts: { generation: 2 }, says: { asks: ['tpm'] } },
]);
