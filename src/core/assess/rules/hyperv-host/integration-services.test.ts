import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { integrationServices } from './integration-services.ts';

describeRule(integrationServices, 'vsphere', [
  {
    reason: 'old Windows needs updates',
    facts: { os: { id: 'windows-server-2008-r2', family: 'windows' } },
    says: { fails: 'install all updates (SP1' },
  },
  {
    reason: 'Windows 7 needs an upgrade',
    facts: { os: { id: 'windows-7-sp1', family: 'windows' } },
    says: { fails: 'upgrade the integration services' },
  },
  { reason: 'built in', facts: { os: { id: 'windows-server-2022', family: 'windows' } }, says: 'pass' },
  { reason: 'a guest in no list is another finding', facts: { os: { id: 'rocky-9', family: 'linux' } }, says: 'pass' },
  { reason: 'nothing told', facts: {}, says: { asks: ['os.id'] } },
]);
