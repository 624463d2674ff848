import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { nodeAgent } from './node-agent.ts';

describeRule(nodeAgent, 'kubernetes', [
  { reason: 'on every node', facts: { controller: 'DaemonSet' }, says: { fails: 'DaemonSet' } },
  { reason: 'a deployment', facts: { controller: 'Deployment' }, says: 'pass' },
  { reason: 'not told', facts: {}, says: { asks: ['controller'] } },
]);
