import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { hostNameEmpty } from './host-name-empty.ts';

describeRule(hostNameEmpty, 'vsphere', [
  { reason: 'empty', facts: { hostName: '' }, says: { fails: 'empty' } },
  { reason: 'blank', facts: { hostName: ' ' }, says: { fails: 'empty' } },
  { reason: 'a name', facts: { hostName: 'web01' }, says: 'pass' },
  { reason: 'not told is not empty', facts: {}, says: { asks: ['hostName'] } },
]);
