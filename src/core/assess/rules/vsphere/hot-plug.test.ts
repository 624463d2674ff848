import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { hotPlug } from './hot-plug.ts';

describeRule(hotPlug, 'vsphere', [
  { reason: 'CPU hot add alone is enough', facts: { cpuHotAdd: true }, says: { fails: 'CPU hot add' } },
  {
    reason: 'both are named',
    facts: { cpuHotAdd: true, cpuHotRemove: false, memoryHotAdd: true },
    says: { fails: 'memory hot add' },
  },
  { reason: 'all three are off', facts: { cpuHotAdd: false, cpuHotRemove: false, memoryHotAdd: false }, says: 'pass' },
  {
    reason: 'one is not told: it may be on',
    facts: { cpuHotAdd: false, memoryHotAdd: false },
    says: { asks: ['cpuHotRemove'] },
  },
  { reason: 'nothing is told', facts: {}, says: { asks: ['cpuHotAdd', 'cpuHotRemove', 'memoryHotAdd'] } },
]);
