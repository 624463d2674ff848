import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { ipv6 } from './ipv6.ts';

describeRule(ipv6, 'vsphere', [
  { reason: 'a global address', facts: { ipAddresses: ['10.0.0.7', '2001:db8::7'] }, says: { fails: '2001:db8::7' } },
  { reason: 'a unique local address', facts: { ipAddresses: ['fd00::7'] }, says: { fails: 'fd00::7' } },
  { reason: 'link-local addresses are everywhere', facts: { ipAddresses: ['10.0.0.7', 'fe80::1'] }, says: 'pass' },
  { reason: 'not told', facts: {}, says: { asks: ['ipAddresses'] } },
]);
