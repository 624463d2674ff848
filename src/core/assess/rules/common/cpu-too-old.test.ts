import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { cpuTooOld } from './cpu-too-old.ts';

describeRule(cpuTooOld, 'vsphere', [
  {
    reason: 'RHEL 9 on Merom',
    facts: { cpuModel: 'intel-merom', os: { id: 'rhel-9', family: 'linux' } },
    says: { fails: 'needs x86-64-v2; intel-merom offers v1' },
  },
  {
    reason: 'RHEL 10 on Sandy Bridge',
    facts: { cpuModel: 'intel-sandybridge', os: { id: 'rhel-10', family: 'linux' } },
    says: { fails: 'needs x86-64-v3' },
  },
  {
    reason: 'Windows 11 on Merom',
    facts: { cpuModel: 'intel-merom', os: { id: 'windows-11-24h2-e', family: 'windows' } },
    says: { fails: 'x86-64-v2' },
  },
  {
    reason: 'RHEL 8 on Merom',
    facts: { cpuModel: 'intel-merom', os: { id: 'rhel-8', family: 'linux' } },
    says: 'pass',
  },
  { reason: 'any guest on Haswell', facts: { cpuModel: 'intel-haswell', os: { configuredAs: 'Other' } }, says: 'pass' },
  {
    reason: 'which RHEL is not told',
    facts: { cpuModel: 'intel-merom', os: { product: 'rhel', family: 'linux' } },
    says: { asks: ['os.version'] },
  },
  {
    reason: 'a model that tells nothing',
    facts: { cpuModel: 'host-passthrough', os: { id: 'rhel-9' } },
    says: { asks: ['cpuModel'] },
  },
  { reason: 'nothing told', facts: {}, says: { asks: ['cpuModel', 'os.id'] } },
]);
