import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { ipMissing } from './ip-missing.ts';

describeRule(ipMissing, 'vsphere', [
  { reason: 'the agent reports none', facts: { ipAddresses: [] }, says: { fails: 'no address' } },
  { reason: 'one address', facts: { ipAddresses: ['10.0.0.7'] }, says: 'pass' },
  { reason: 'nobody asked the guest: no silent pass', facts: {}, says: { asks: ['ipAddresses'] } },
]);
