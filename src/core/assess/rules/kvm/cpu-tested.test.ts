import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { kvmCpuTested } from './cpu-tested.ts';

describeRule(kvmCpuTested, 'vsphere', [
  {
    reason: 'past the first vendor',
    facts: { cpuCount: 289 },
    says: { fails: 'SUSE, Linux guests: 289 vCPU; tested' },
  },
  { reason: 'past both', facts: { cpuCount: 711 }, says: { fails: 'Red Hat, RHEL 9: 711 vCPU; tested up to 710' } },
  { reason: 'at the lower limit', facts: { cpuCount: 288 }, says: 'pass' },
  { reason: 'not told', facts: {}, says: { asks: ['cpuCount'] } },
  { reason: 'it runs on KVM with as many', facts: { platform: 'kvm', cpuCount: 711 }, says: 'not applicable' },
]);
