import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { cpuNewer } from './cpu-newer.ts';

describeRule(cpuNewer, 'vsphere', [
  { reason: 'Ice Lake', facts: { cpuModel: 'intel-icelake' }, says: { fails: 'x86-64-v4' } },
  { reason: 'Broadwell', facts: { cpuModel: 'intel-broadwell' }, says: 'pass' },
  { reason: 'a model that tells nothing', facts: { cpuModel: 'host-model' }, says: { asks: ['cpuModel'] } },
  { reason: 'nothing told', facts: {}, says: { asks: ['cpuModel'] } },
]);
