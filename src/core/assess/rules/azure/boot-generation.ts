import { defineRule } from '../../rule.ts';
import { pass } from '../../verdict.ts';
import { cite } from '../../../catalog/provenance.ts';
import { guestName, judgeGuest } from '../../guest-tables.ts';
import { azureGeneration2 } from '../sources.ts';

export const bootGeneration = defineRule({
  id: 'azure.boot.generation',
  label: 'Boot type does not fit the guest',
  description: 'UEFI machines become generation 2 on Azure, and this guest does not boot there as generation 2.',
  remedy: 'Convert the system disk to BIOS boot (MBR) before the move, or upgrade the guest.',
  severity: { 'azure-vm': 'blocker' },
  source: azureGeneration2,
  settledOn: ['azure'],
  needs: ['firmware', 'os'],
  asksFor: ['os.id'],
  fixHours: 8,
  evaluate: ({ firmware, os }, { catalog }) => {
    if (firmware === 'bios') return pass;
    return judgeGuest(
      catalog['guest-support'].azureGeneration2,
      os,
      (answer) => answer !== 'absent' && answer.verdict === 'gen1-only',
      (answer) => `UEFI with ${guestName(os)}${answer === 'absent' ? '' : `: ${answer.verdict} (${cite(answer)})`}.`,
    );
  },
});
