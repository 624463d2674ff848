import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { containerDomainController } from './domain-controller.ts';

describeRule(containerDomainController, 'vsphere', [
  {
    reason: 'the role is held',
    facts: { os: { id: 'windows-server-2022', family: 'windows' }, roles: ['domain-controller'] },
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
  { reason: 'Linux cannot hold it', facts: { os: { id: 'rhel-9', family: 'linux' } }, says: 'pass' },
]);
