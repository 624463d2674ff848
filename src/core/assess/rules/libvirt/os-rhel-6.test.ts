import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { libvirtOsRhel6 } from './os-rhel-6.ts';

describeRule(libvirtOsRhel6, 'kvm', [
  { reason: 'RHEL 6', facts: { os: { id: 'rhel-6', family: 'linux' } }, says: { fails: 'rhel-6' } },
  { reason: 'RHEL 7', facts: { os: { id: 'rhel-7', family: 'linux' } }, says: 'pass' },
  {
    reason: 'a system without a release',
    facts: { os: { product: 'rhel', family: 'linux' } },
    says: { asks: ['os.version'] },
  },
  { reason: 'nothing told', facts: {}, says: { asks: ['os.id'] } },
]);
