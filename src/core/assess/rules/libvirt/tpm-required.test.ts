import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { libvirtTpmRequired } from './tpm-required.ts';

describeRule(libvirtTpmRequired, 'kvm', [
  { reason: 'Windows 11', facts: { os: { id: 'windows-11', family: 'windows' } }, says: { fails: 'windows-11' } },
  { reason: 'Linux', facts: { os: { id: 'rhel-9', family: 'linux' } }, says: 'pass' },
  {
    reason: 'a name that may be one of them',
    facts: { os: { candidates: ['windows-10', 'windows-11'] } },
    says: { asks: ['os.id'] },
  },
  { reason: 'nothing told', facts: {}, says: { asks: ['os.id'] } },
]);
