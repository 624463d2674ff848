import { defineRule } from '../../rule.ts';
import { cite } from '../../../catalog/provenance.ts';
import { guestName, judgeGuest } from '../../guest-tables.ts';
import { virtV2vGuests } from '../sources.ts';

export const conversionUnconfirmed = defineRule({
  id: 'kvm.os.conversion-unconfirmed',
  label: 'Conversion is known from practice only',
  description:
    'The published list of virt-v2v is older than this system; that it is converted was not read in a published text.',
  remedy: 'Convert a test copy before the wave.',
  severity: { kvm: 'info' },
  source: virtV2vGuests,
  needs: ['os'],
  asksFor: ['os.id'],
  fixHours: 2,
  evaluate: ({ os }, { catalog }) =>
    judgeGuest(
      catalog['guest-support'].virtV2vGuests,
      os,
      (answer) => answer !== 'absent' && answer.verdict === 'converted' && answer.conf === 'own',
      (answer) =>
        `${guestName(os)}${answer === 'absent' ? '' : `: ${answer.note ?? 'newer than the list'} (${cite(answer)})`}.`,
    ),
});
