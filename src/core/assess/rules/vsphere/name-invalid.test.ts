import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { nameInvalid } from './name-invalid.ts';

describeRule(nameInvalid, 'vsphere', [
  { reason: 'a blank', facts: { name: 'web 01' }, says: { fails: '"web 01"' } },
  { reason: 'an underscore', facts: { name: 'web_01' }, says: { fails: 'web_01' } },
  { reason: '64 characters', facts: { name: 'a'.repeat(64) }, says: { fails: '64 characters' } },
  { reason: '63 characters', facts: { name: 'a'.repeat(63) }, says: 'pass' },
  { reason: 'dots and hyphens inside', facts: { name: 'web-01.corp' }, says: 'pass' },
  { reason: 'starts with a hyphen', facts: { name: '-web' }, says: { fails: '-web' } },
  { reason: 'no name', facts: {}, says: { asks: ['name'] } },
]);
