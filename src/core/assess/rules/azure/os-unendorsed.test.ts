import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { osUnendorsed } from './os-unendorsed.ts';

describeRule(osUnendorsed, 'vsphere', [
  { reason: 'Fedora is in no list', facts: { os: { id: 'fedora' } }, says: { fails: "none of Azure's lists" } },
  {
    reason: 'SLES 15 SP3 is too old for the lists',
    facts: { os: { id: 'sles-15', version: '15.3', family: 'linux' } },
    says: { fails: 'Other tools do convert it' },
  },
  { reason: 'Ubuntu 22.04 is endorsed', facts: { os: { id: 'ubuntu-22.04' } }, says: 'pass' },
  { reason: 'Debian of unknown release', facts: { os: { id: 'debian' } }, says: { asks: ['os.version'] } },
  { reason: 'no guest', facts: {}, says: { asks: ['os.id'] } },
]);
