import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { openshiftListsDisagree } from './os-lists-disagree.ts';

describeRule(openshiftListsDisagree, 'vsphere', [
  {
    reason: 'Ubuntu: its vendor supports it, the tool refuses it',
    facts: { os: { id: 'ubuntu-22.04', family: 'linux' } },
    says: { fails: 'Red Hat, certified guests: vendor-supported (rh-4234591' },
  },
  {
    reason: 'both sides are named',
    facts: { os: { id: 'ubuntu-22.04', family: 'linux' } },
    says: { fails: 'Forklift, rules for vSphere and Hyper-V: not named (forklift-vm-os + forklift-hyperv-os' },
  },
  {
    reason: 'RHEL 6: easy for the planner, refused by the rules',
    facts: { os: { id: 'rhel-6', family: 'linux' } },
    says: { fails: 'complexity of systems: easy' },
  },
  {
    reason: 'Windows Server 2025 is too new for one of them',
    facts: { os: { id: 'windows-server-2025', family: 'windows' } },
    says: { fails: 'Forklift, rule for OpenStack: not named' },
  },
  { reason: 'RHEL 9: all agree', facts: { os: { id: 'rhel-9', family: 'linux' } }, says: 'pass' },
  { reason: 'Windows Server 2022: all agree', facts: { os: { id: 'windows-server-2022' } }, says: 'pass' },
  {
    reason: 'a product without release',
    facts: { os: { product: 'rhel', family: 'linux' } },
    says: { asks: ['os.version'] },
  },
  { reason: 'nothing names it', facts: { os: { configuredAs: 'Other' } }, says: { asks: ['os.id'] } },
  { reason: 'no guest', facts: {}, says: { asks: ['os.id'] } },
]);
