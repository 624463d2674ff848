import { defineRule } from '../../rule.ts';
import { cite } from '../../../catalog/provenance.ts';
import { guestName, judgeGuest } from '../../guest-tables.ts';
import { hypervGeneration } from '../sources.ts';

export const generation = defineRule({
  id: 'hyperv-host.firmware.generation',
  label: 'Boot type does not fit the guest',
  description:
    'BIOS machines become generation 1 and EFI machines generation 2, and this guest does not boot as that generation.',
  remedy: 'Convert the system disk to the other boot type before the move (MBR2GPT towards EFI), or upgrade the guest.',
  severity: { hyperv: 'blocker', 'azure-local': 'blocker' },
  source: hypervGeneration,
  needs: ['firmware', 'os'],
  asksFor: ['os.id'],
  fixHours: 8,
  evaluate: ({ firmware, os }, { catalog }) => {
    const refused = firmware === 'bios' ? 'gen2-only' : 'gen1-only';
    return judgeGuest(
      catalog['guest-support'].hyperVGeneration2,
      os,
      (answer) => answer !== 'absent' && answer.verdict === refused,
      (answer) =>
        `${firmware === 'bios' ? 'BIOS' : 'EFI'} with ${guestName(os)}${answer === 'absent' ? '' : `: ${refused} (${cite(answer)})`}.`,
    );
  },
});
