import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { template } from './template.ts';

describeRule(template, 'vsphere', [
  { reason: 'the fact says so', facts: { template: true }, says: { fails: 'template' } },
  { reason: 'the fact says the opposite', facts: { template: false }, says: 'pass' },
  { reason: 'no source said', facts: {}, says: { asks: ['template'] } },
]);
