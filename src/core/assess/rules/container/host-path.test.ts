import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { hostPath } from './host-path.ts';

describeRule(hostPath, 'kubernetes', [
  { reason: 'a folder of the node', facts: { hostPaths: ['/var/log'] }, says: { fails: '/var/log' } },
  { reason: 'none', facts: { hostPaths: [] }, says: 'pass' },
  { reason: 'not told', facts: {}, says: { asks: ['hostPaths'] } },
]);
