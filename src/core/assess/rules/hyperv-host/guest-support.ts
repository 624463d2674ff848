import { defineRule } from '../../rule.ts';
import { cite } from '../../../catalog/provenance.ts';
import { guestName, judgeGuest } from '../../guest-tables.ts';
import { hypervGuests } from '../sources.ts';

export const hypervGuestSupport = defineRule({
  id: 'hyperv-host.os.not-supported',
  label: 'Guest is not supported on Hyper-V',
  description: "The vendor's lists of Hyper-V guests do not name this system; Azure Local has the same lists.",
  remedy: 'Upgrade the guest to a listed release, or test it and accept that it runs without support.',
  severity: { hyperv: 'warning', 'azure-local': 'warning' },
  source: hypervGuests,
  needs: ['os'],
  asksFor: ['os.id'],
  fixHours: 8,
  evaluate: ({ os }, { catalog }) => {
    const { hyperVGuests: table } = catalog['guest-support'];
    const [first] = table;
    return judgeGuest(
      table,
      os,
      (answer) => answer === 'absent',
      () => `${guestName(os)} is in none of the lists${first === undefined ? '' : ` (${cite(first)})`}.`,
    );
  },
});
