import { defineRule } from '../../rule.ts';
import { cite } from '../../../catalog/provenance.ts';
import type { GuestRecord } from '../../../catalog/guest-support.ts';
import type { GuestOs } from '../../../model/workload.ts';
import { guestName, judgeGuest } from '../../guest-tables.ts';
import { fail, pass } from '../../verdict.ts';
import type { Verdict } from '../../verdict.ts';
import { kvmGuests } from '../sources.ts';

const SUPPORTED: ReadonlySet<string> = new Set(['supported', 'listed']);

function vendorSays(vendor: string, table: readonly GuestRecord[], os: GuestOs): Verdict {
  const [first] = table;
  return judgeGuest(
    table,
    os,
    (answer) => answer === 'absent' || !SUPPORTED.has(answer.verdict),
    (answer) =>
      answer === 'absent'
        ? `${vendor} does not name it${first === undefined ? '' : ` (${cite(first)})`}`
        : `${vendor}: ${answer.verdict}${answer.note === undefined ? '' : `, ${answer.note}`} (${cite(answer)})`,
  );
}

export const kvmGuestSupport = defineRule({
  id: 'kvm.os.not-supported',
  label: 'Guest is supported by no vendor of KVM hosts',
  description: 'No list of guests of a vendor of Linux hosts with KVM names this system as supported.',
  remedy: 'Upgrade the guest to a listed release, ask its own vendor, or accept that it runs without support.',
  severity: { kvm: 'warning' },
  source: kvmGuests,
  needs: ['os'],
  asksFor: ['os.id'],
  fixHours: 8,
  evaluate: ({ os }, { catalog }) => {
    const { suseKvmGuests, redHatKvmGuests } = catalog['guest-support'];
    const answers = [vendorSays('SUSE', suseKvmGuests, os), vendorSays('Red Hat', redHatKvmGuests, os)];
    if (answers.some(({ outcome }) => outcome === 'pass')) return pass;
    const open = answers.find(({ outcome }) => outcome === 'unknown');
    const said = answers.flatMap((answer) => (answer.outcome === 'fail' ? [answer.evidence] : []));
    return open ?? fail(`${guestName(os)}: ${said.join('; ')}.`);
  },
});
