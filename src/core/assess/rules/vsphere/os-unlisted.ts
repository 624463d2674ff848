import { defineRule } from '../../rule.ts';
import { cite } from '../../../catalog/provenance.ts';
import { guestName, judgeGuest, tableAnswers } from '../../guest-tables.ts';
import { forklift } from '../sources.ts';

export const osUnlisted = defineRule({
  id: 'vsphere.os.unlisted',
  label: "Guest is not in the migration tool's list",
  description:
    "The migration tool's own rule for vSphere does not name this guest. The platform vendor's list may still do.",
  remedy: 'Look at both lists that are named; where they disagree ask the vendor, or upgrade the guest first.',
  severity: { 'openshift-virtualization': 'warning' },
  source: forklift('vm_os.rego'),
  covers: ['vmware.os.unsupported'],
  platforms: ['vsphere'],
  needs: ['os'],
  asksFor: ['os.id'],
  fixHours: 4,
  evaluate: ({ os }, { catalog }) => {
    const { forkliftGuests, openshiftVirtualization } = catalog['guest-support'];
    const [listing] = forkliftGuests;
    const [vendor] = tableAnswers(openshiftVirtualization, os) ?? [];
    const other =
      vendor === undefined || vendor === 'absent'
        ? "The vendor's guest list does not name it either."
        : `The vendor's guest list says ${vendor.verdict} (${cite(vendor)})${
            vendor.verdict === 'certified' || vendor.verdict === 'vendor-supported' ? ': the two disagree.' : '.'
          }`;
    const tool = listing === undefined ? '' : ` (${cite(listing)})`;
    return judgeGuest(
      forkliftGuests,
      os,
      (answer) => answer === 'absent',
      () => `${guestName(os)} is not in the tool's list${tool}. ${other}`,
    );
  },
});
