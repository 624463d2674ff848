import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { containerNameServer } from './name-server.ts';

describeRule(containerNameServer, 'vsphere', [
  {
    reason: 'the role is held',
    facts: { os: { id: 'windows-server-2022', family: 'windows' }, roles: ['dns-server'] },
    says: { fails: 'Role' },
  },
  {
    reason: 'roles are known, not this one',
    facts: { os: { id: 'windows-server-2022', family: 'windows' }, roles: ['web-server'] },
    says: 'pass',
  },
  {
    reason: 'whoever stated the roles would not have told it',
    facts: { os: { id: 'windows-server-2022', family: 'windows' }, roles: [], rolesSeen: ['sap'] },
    says: { asks: ['roles'] },
  },
  {
    reason: 'nobody states roles',
    facts: { os: { id: 'windows-server-2022', family: 'windows' } },
    says: { asks: ['roles'] },
  },
]);
