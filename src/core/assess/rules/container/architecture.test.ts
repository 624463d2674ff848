import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { containerArchitecture } from './architecture.ts';

describeRule(containerArchitecture, 'kubernetes', [
  { reason: 'a mainframe', facts: { os: { family: 'linux', architecture: 'other' } }, says: { fails: 'neither' } },
  { reason: 'Arm64', facts: { os: { family: 'linux', architecture: 'arm64' } }, says: 'pass' },
  { reason: 'not told', facts: { os: { family: 'linux' } }, says: { asks: ['os.architecture'] } },
]);
