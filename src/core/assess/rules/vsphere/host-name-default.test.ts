import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { hostNameDefault } from './host-name-default.ts';

describeRule(hostNameDefault, 'vsphere', [
  {
    reason: 'the default of Red Hat systems',
    facts: { hostName: 'localhost.localdomain' },
    says: { fails: 'localhost.localdomain' },
  },
  { reason: 'in capitals', facts: { hostName: 'LOCALHOST.LOCALDOMAIN' }, says: { fails: 'LOCALHOST' } },
  { reason: 'a name', facts: { hostName: 'web01' }, says: 'pass' },
  { reason: 'not told', facts: {}, says: { asks: ['hostName'] } },
]);
