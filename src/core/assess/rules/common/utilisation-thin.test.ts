import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { utilisationThin } from './utilisation-thin.ts';

describeRule(utilisationThin, 'vsphere', [
  { reason: 'three days', facts: { utilisation: { windowDays: 3 } }, says: { fails: 'Measured for 3 days' } },
  { reason: 'a month', facts: { utilisation: { windowDays: 30 } }, says: 'pass' },
  {
    reason: 'the window is not told',
    facts: { utilisation: { cpuAvgPct: 3 } },
    says: { asks: ['utilisation.windowDays'] },
  },
  { reason: 'not measured', facts: {}, says: { asks: ['utilisation.windowDays'] } },
]);
