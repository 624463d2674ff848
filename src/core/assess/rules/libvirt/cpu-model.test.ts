import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { libvirtCpuModel } from './cpu-model.ts';

describeRule(libvirtCpuModel, 'kvm', [
  { reason: 'a model by name', facts: { cpuModel: 'Skylake-Server-IBRS' }, says: { fails: 'Skylake' } },
  { reason: 'what the host has', facts: { cpuModel: 'host-passthrough' }, says: 'pass' },
  { reason: 'what the cluster gives', facts: { cpuModel: 'platform-default' }, says: 'pass' },
  { reason: 'not told', facts: {}, says: { asks: ['cpuModel'] } },
]);
