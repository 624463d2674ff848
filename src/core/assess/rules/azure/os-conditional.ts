import { defineRule } from '../../rule.ts';
import { cite } from '../../../catalog/provenance.ts';
import { guestName, judgeGuest } from '../../guest-tables.ts';
import { azureGuests } from '../sources.ts';

export const osConditional = defineRule({
  id: 'azure.os.conditional',
  label: 'Guest is supported on Azure with conditions',
  description: 'The system runs from an own image, or needs a licence or a support agreement.',
  remedy: 'Read the condition that is named; upgrade the guest, or get the licence or agreement, before the move.',
  severity: { 'azure-vm': 'warning' },
  source: azureGuests,
  needs: ['os'],
  asksFor: ['os.id'],
  fixHours: 8,
  evaluate: ({ os }, { catalog }) =>
    judgeGuest(
      catalog['guest-support'].azureVm,
      os,
      (answer) => answer !== 'absent' && (answer.verdict === 'custom-image' || answer.verdict === 'conditional'),
      (answer) =>
        answer === 'absent'
          ? guestName(os)
          : `${guestName(os)}: ${answer.verdict}${answer.note === undefined ? '' : `, ${answer.note}`} (${cite(answer)}).`,
    ),
});
