import { defineRule } from '../../rule.ts';
import { pass } from '../../verdict.ts';
import { guestName, judgeGuest } from '../../guest-tables.ts';
import { azureGeneration2 } from '../sources.ts';

export const bootGenerationUnlisted = defineRule({
  id: 'azure.boot.generation-unlisted',
  label: 'Boot type not confirmed for the guest',
  description: "UEFI machines become generation 2 on Azure, and Azure's list of such guests does not name this one.",
  remedy: 'Start a test copy as generation 2 before the wave.',
  severity: { 'azure-vm': 'warning' },
  source: azureGeneration2,
  settledOn: ['azure'],
  needs: ['firmware', 'os'],
  asksFor: ['os.id'],
  fixHours: 2,
  evaluate: ({ firmware, os }, { catalog }) => {
    if (firmware === 'bios') return pass;
    return judgeGuest(
      catalog['guest-support'].azureGeneration2,
      os,
      (answer) => answer === 'absent',
      () => `UEFI with ${guestName(os)}: not in the list of generation 2 guests.`,
    );
  },
});
