import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { windowsPrivileged } from './windows-privileged.ts';

describeRule(windowsPrivileged, 'kubernetes', [
  {
    reason: 'on Windows there is no such thing',
    facts: { os: { family: 'windows' }, privileged: true },
    says: { fails: 'privileged' },
  },
  { reason: 'on Linux there is', facts: { os: { family: 'linux' }, privileged: true }, says: 'pass' },
  { reason: 'it is not privileged', facts: { os: { family: 'windows' }, privileged: false }, says: 'pass' },
  { reason: 'which system is not known', facts: { privileged: true }, says: { asks: ['os.family'] } },
  { reason: 'not told', facts: { os: { family: 'windows' } }, says: { asks: ['privileged'] } },
]);
