import { defineRule } from '../../rule.ts';
import { cite } from '../../../catalog/provenance.ts';
import { guestName, judgeGuest } from '../../guest-tables.ts';
import { azureGuests } from '../sources.ts';

export const osUnsupported = defineRule({
  id: 'azure.os.unsupported',
  label: 'Guest is not supported on Azure',
  description: 'The system does not run on Azure in any supported way.',
  remedy: 'Upgrade or rebuild the workload on a supported system, or keep it elsewhere.',
  severity: { 'azure-vm': 'blocker' },
  source: azureGuests,
  needs: ['os'],
  asksFor: ['os.id'],
  fixHours: 40,
  evaluate: ({ os }, { catalog }) =>
    judgeGuest(
      catalog['guest-support'].azureVm,
      os,
      (answer) => answer !== 'absent' && answer.verdict === 'unsupported',
      (answer) => `${guestName(os)}: unsupported${answer === 'absent' ? '' : ` (${cite(answer)})`}.`,
    ),
});
