import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { azureNameInvalid } from './name-invalid.ts';

describeRule(azureNameInvalid, 'vsphere', [
  { reason: 'a blank', facts: { name: 'web 01' }, says: { fails: 'web 01' } },
  { reason: '65 characters', facts: { name: 'a'.repeat(65) }, says: { fails: 'aaaa' } },
  { reason: '64 characters', facts: { name: 'a'.repeat(64) }, says: 'pass' },
  { reason: 'one letter', facts: { name: 'a' }, says: 'pass' },
  { reason: 'no name', facts: {}, says: { asks: ['name'] } },
]);
