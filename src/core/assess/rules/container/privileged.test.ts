import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { containerPrivileged } from './privileged.ts';

describeRule(containerPrivileged, 'kubernetes', [
  { reason: 'privileged', facts: { privileged: true }, says: { fails: 'privileged' } },
  { reason: 'not', facts: { privileged: false }, says: 'pass' },
  { reason: 'not told', facts: {}, says: { asks: ['privileged'] } },
]);
