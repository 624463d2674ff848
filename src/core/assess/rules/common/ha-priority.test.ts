import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { haPriority } from './ha-priority.ts';

describeRule(haPriority, 'vsphere', [
  { reason: 'high', facts: { haRestartPriority: 'high' }, says: { fails: 'high' } },
  { reason: 'medium', facts: { haRestartPriority: 'medium' }, says: 'pass' },
  { reason: 'not told', facts: {}, says: { asks: ['haRestartPriority'] } },
]);
