import { defineRule } from '../../rule.ts';
import { cite } from '../../../catalog/provenance.ts';
import { guestName, judgeGuest } from '../../guest-tables.ts';
import { redHatGuests } from '../sources.ts';

const SUPPORTED: ReadonlySet<string> = new Set(['certified', 'vendor-supported']);

export const guestSupport = defineRule({
  id: 'openshift.os.not-supported',
  label: 'Guest is not supported on OpenShift Virtualization',
  description: "The vendor's guest list does not name this system as certified or supported by its own vendor.",
  remedy: 'Upgrade the guest to a listed release, or accept that it runs without support.',
  severity: { 'openshift-virtualization': 'warning' },
  source: redHatGuests,
  needs: ['os'],
  asksFor: ['os.id'],
  fixHours: 8,
  evaluate: ({ os }, { catalog }) => {
    const { openshiftVirtualization: table } = catalog['guest-support'];
    return judgeGuest(
      table,
      os,
      (answer) => answer === 'absent' || !SUPPORTED.has(answer.verdict),
      (answer) =>
        answer === 'absent'
          ? `${guestName(os)} is not in the list (${table[0] === undefined ? 'empty' : cite(table[0])}).`
          : `${guestName(os)}: ${answer.verdict}${answer.note === undefined ? '' : `, ${answer.note}`} (${cite(answer)}).`,
    );
  },
});
