import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { libvirtResumeBehavior } from './resume-behavior.ts';

describeRule(libvirtResumeBehavior, 'ovirt', [
  { reason: 'killed', facts: { resumeBehavior: 'kill' }, says: { fails: 'kill' } },
  { reason: 'goes on', facts: { resumeBehavior: 'auto-resume' }, says: 'pass' },
  { reason: 'not told', facts: {}, says: { asks: ['resumeBehavior'] } },
]);
