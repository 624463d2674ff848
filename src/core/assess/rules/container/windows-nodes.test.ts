import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { windowsNodes } from './windows-nodes.ts';

describeRule(windowsNodes, 'kubernetes', [
  { reason: 'Windows', facts: { os: { family: 'windows' } }, says: { fails: 'Windows' } },
  { reason: 'Linux', facts: { os: { family: 'linux' } }, says: 'pass' },
  { reason: 'not told', facts: {}, says: { asks: ['os.family'] } },
]);
