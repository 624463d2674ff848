import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { hypervGuestSupport } from './guest-support.ts';

describeRule(hypervGuestSupport, 'vsphere', [
  { reason: 'a listed Windows', facts: { os: { id: 'windows-server-2019', family: 'windows' } }, says: 'pass' },
  { reason: 'a listed RHEL', facts: { os: { id: 'rhel-8', version: '8.6', family: 'linux' } }, says: 'pass' },
  {
    reason: 'RHEL 6 has left the list',
    facts: { os: { id: 'rhel-6', family: 'linux' } },
    says: { fails: 'in none of the lists' },
  },
  {
    reason: 'Rocky is not named',
    facts: { os: { id: 'rocky-9', family: 'linux' } },
    says: { fails: 'in none of the lists' },
  },
  {
    reason: 'no version of a family with several',
    facts: { os: { product: 'windows-server', family: 'windows' } },
    says: { asks: ['os.version'] },
  },
  { reason: 'nothing told', facts: {}, says: { asks: ['os.id'] } },
]);
