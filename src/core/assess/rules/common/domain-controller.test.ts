import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { domainController } from './domain-controller.ts';

describeRule(domainController, 'vsphere', [
  { reason: 'the role is known', facts: { roles: ['domain-controller'] }, says: { fails: 'domain controller' } },
  { reason: 'roles known, not this one', facts: { roles: ['web-server'] }, says: 'pass' },
  { reason: 'a Linux machine cannot hold it', facts: { os: { family: 'linux' } }, says: 'pass' },
  { reason: 'nor can a Windows client', facts: { os: { id: 'windows-10-22h2', family: 'windows' } }, says: 'pass' },
  {
    reason: 'a Windows Server may',
    facts: { os: { id: 'windows-server-2019', family: 'windows' } },
    says: { asks: ['roles'] },
  },
  { reason: 'nothing told', facts: {}, says: { asks: ['roles'] } },
]);
