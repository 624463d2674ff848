import { defineRule } from '../../rule.ts';
import { cite } from '../../../catalog/provenance.ts';
import { guestName, judgeGuest } from '../../guest-tables.ts';
import { virtV2vGuests } from '../sources.ts';

export const guestNotConverted = defineRule({
  id: 'kvm.os.not-converted',
  label: 'virt-v2v does not convert this guest',
  description:
    'virt-v2v puts no drivers into this system. Its disks can be copied, but it may not start on virtio devices.',
  remedy:
    'Copy the disks and start with emulated devices (SATA, e1000), or install virtio drivers in the guest before the move.',
  severity: { kvm: 'warning' },
  source: virtV2vGuests,
  needs: ['os'],
  asksFor: ['os.id'],
  fixHours: 8,
  evaluate: ({ os }, { catalog }) => {
    const { virtV2vGuests: table } = catalog['guest-support'];
    return judgeGuest(
      table,
      os,
      (answer) => answer === 'absent' || answer.verdict !== 'converted',
      (answer) => {
        const row = answer === 'absent' ? table[0] : answer;
        return `${guestName(os)} is not among the guests it converts${row === undefined ? '' : ` (${cite(row)})`}.`;
      },
    );
  },
});
