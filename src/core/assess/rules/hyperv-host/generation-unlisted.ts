import { defineRule } from '../../rule.ts';
import { pass } from '../../verdict.ts';
import { guestName, judgeGuest } from '../../guest-tables.ts';
import { hypervGeneration } from '../sources.ts';

export const generationUnlisted = defineRule({
  id: 'hyperv-host.firmware.generation-unlisted',
  label: 'Boot type not confirmed for the guest',
  description: 'EFI machines become generation 2 on Hyper-V, and the lists of such guests do not name this one.',
  remedy: 'Start a test copy as generation 2 before the wave.',
  severity: { hyperv: 'warning', 'azure-local': 'warning' },
  source: hypervGeneration,
  needs: ['firmware', 'os'],
  asksFor: ['os.id'],
  fixHours: 2,
  evaluate: ({ firmware, os }, { catalog }) => {
    if (firmware === 'bios') return pass;
    return judgeGuest(
      catalog['guest-support'].hyperVGeneration2,
      os,
      (answer) => answer === 'absent',
      () => `EFI with ${guestName(os)}: not in the lists of generation 2 guests.`,
    );
  },
});
