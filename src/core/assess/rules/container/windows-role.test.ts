import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { windowsRole } from './windows-role.ts';

describeRule(windowsRole, 'vsphere', [
  {
    reason: 'sessions of users',
    facts: { os: { id: 'windows-server-2022', family: 'windows' }, guestFeatures: ['RDS-RD-Server', 'Web-Server'] },
    says: { fails: 'Remote Desktop Session Host' },
  },
  {
    reason: 'addresses',
    facts: { os: { id: 'windows-server-2022', family: 'windows' }, guestFeatures: ['DHCP'] },
    says: { fails: 'DHCP server' },
  },
  {
    reason: 'a web server only',
    facts: {
      os: { id: 'windows-server-2022', family: 'windows' },
      guestFeatures: ['Web-Server', 'NET-Framework-45-Core'],
    },
    says: 'pass',
  },
  { reason: 'Linux has none of these', facts: { os: { id: 'rhel-9', family: 'linux' } }, says: 'pass' },
  {
    reason: 'nobody listed the roles',
    facts: { os: { id: 'windows-server-2022', family: 'windows' } },
    says: { asks: ['guestFeatures'] },
  },
]);
