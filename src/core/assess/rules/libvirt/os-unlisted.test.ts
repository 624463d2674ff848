import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { libvirtOsUnlisted } from './os-unlisted.ts';

describeRule(libvirtOsUnlisted, 'kvm', [
  {
    reason: 'a guest that it leaves out',
    facts: { os: { id: 'ubuntu-22.04', family: 'linux' } },
    says: { fails: 'ubuntu-22.04' },
  },
  {
    reason: 'a newer release than the list: RHEL 10 is in the list for vSphere',
    facts: { os: { id: 'rhel-10', family: 'linux' } },
    says: { fails: 'rhel-10' },
  },
  { reason: 'a guest of the list', facts: { os: { id: 'rhel-9', family: 'linux' } }, says: 'pass' },
  {
    reason: 'a system without a release',
    facts: { os: { product: 'rhel', family: 'linux' } },
    says: { asks: ['os.version'] },
  },
  { reason: 'nothing told', facts: {}, says: { asks: ['os.id'] } },
]);
