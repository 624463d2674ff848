import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { libvirtNameInvalid } from './name-invalid.ts';

describeRule(libvirtNameInvalid, 'kvm', [
  { reason: 'an underscore', facts: { name: 'db_01' }, says: { fails: 'db_01' } },
  { reason: 'a label', facts: { name: 'db-01' }, says: 'pass' },
  { reason: 'no name', facts: {}, says: { asks: ['name'] } },
]);
