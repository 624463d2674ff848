import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { hypervIpMissing } from './ip-missing.ts';

describeRule(hypervIpMissing, 'hyperv', [
  { reason: 'every adapter was asked, none has one', facts: { ipAddresses: [] }, says: { fails: 'no address' } },
  { reason: 'one address', facts: { ipAddresses: ['10.0.0.5'] }, says: 'pass' },
  { reason: 'nobody asked: neither a failure nor a silent pass', facts: {}, says: { asks: ['ipAddresses'] } },
]);
