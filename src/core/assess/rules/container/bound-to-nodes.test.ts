import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { boundToNodes } from './bound-to-nodes.ts';

describeRule(boundToNodes, 'kubernetes', [
  { reason: 'labels are demanded', facts: { hostAffinity: true }, says: { fails: 'label' } },
  { reason: 'none', facts: { hostAffinity: false }, says: 'pass' },
  { reason: 'not told', facts: {}, says: { asks: ['hostAffinity'] } },
]);
