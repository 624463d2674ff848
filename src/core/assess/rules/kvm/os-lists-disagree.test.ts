import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { kvmListsDisagree } from './os-lists-disagree.ts';

describeRule(kvmListsDisagree, 'vsphere', [
  {
    reason: 'Debian is converted, and in no list of supported guests',
    facts: { os: { id: 'debian-12', family: 'linux' } },
    says: { fails: 'SUSE, guests on its hosts with KVM: not named (suse-kvm' },
  },
  {
    reason: 'RHEL 9: one vendor has conditions',
    facts: { os: { id: 'rhel-9', family: 'linux' } },
    says: { fails: 'Red Hat, guests on its hosts with KVM: listed' },
  },
  { reason: 'Windows Server 2022: all agree', facts: { os: { id: 'windows-server-2022' } }, says: 'pass' },
  {
    reason: 'a product without release',
    facts: { os: { product: 'debian', family: 'linux' } },
    says: { asks: ['os.version'] },
  },
  { reason: 'no guest', facts: {}, says: { asks: ['os.id'] } },
]);
