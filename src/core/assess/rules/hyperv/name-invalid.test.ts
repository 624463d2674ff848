import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { hypervNameInvalid } from './name-invalid.ts';

describeRule(hypervNameInvalid, 'hyperv', [
  { reason: 'a blank', facts: { name: 'sql 01' }, says: { fails: 'sql 01' } },
  { reason: 'a label', facts: { name: 'sql-01' }, says: 'pass' },
  { reason: 'no name', facts: {}, says: { asks: ['name'] } },
]);
