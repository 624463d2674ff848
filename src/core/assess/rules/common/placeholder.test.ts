import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { placeholder } from './placeholder.ts';

describeRule(placeholder, 'vsphere', [
  { reason: 'the fact says so', facts: { placeholder: true }, says: { fails: 'placeholder' } },
  { reason: 'the fact says the opposite', facts: { placeholder: false }, says: 'pass' },
  { reason: 'no source said', facts: {}, says: { asks: ['placeholder'] } },
]);
