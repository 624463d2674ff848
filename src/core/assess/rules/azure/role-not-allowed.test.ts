import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { roleNotAllowed } from './role-not-allowed.ts';

describeRule(roleNotAllowed, 'vsphere', [
  { reason: 'a DHCP server', facts: { guestFeatures: ['DHCP', 'Web-Server'] }, says: { fails: 'DHCP' } },
  { reason: 'a web server', facts: { guestFeatures: ['Web-Server'] }, says: 'pass' },
  { reason: 'Linux has no such roles', facts: { os: { family: 'linux' } }, says: 'pass' },
  {
    reason: 'nobody looked',
    facts: { os: { id: 'windows-server-2019', family: 'windows' } },
    says: { asks: ['guestFeatures'] },
  },
]);
