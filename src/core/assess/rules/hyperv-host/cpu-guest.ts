import { defineRule } from '../../rule.ts';
import type { RuleContext } from '../../rule.ts';
import { cite } from '../../../catalog/provenance.ts';
import type { Firmware, GuestOs } from '../../../model/workload.ts';
import { guestName, judgeGuest } from '../../guest-tables.ts';
import { unknown } from '../../verdict.ts';
import type { Verdict } from '../../verdict.ts';
import { hypervGuests } from '../sources.ts';

function judgeAs(firmware: Firmware, os: GuestOs, cpuCount: number, { catalog }: RuleContext): Verdict {
  const key = firmware === 'bios' ? 'maxVcpuGen1' : 'maxVcpuGen2';
  return judgeGuest(
    catalog['guest-support'].hyperVGuests,
    os,
    (answer) => answer !== 'absent' && (answer[key] ?? cpuCount) < cpuCount,
    (answer) =>
      answer === 'absent'
        ? guestName(os)
        : `${cpuCount} vCPU; ${guestName(os)} takes ${answer[key] ?? '?'} as ${firmware === 'bios' ? 'generation 1' : 'generation 2'} (${cite(answer)}).`,
  );
}

export const cpuGuest = defineRule({
  id: 'hyperv-host.cpu.above-guest',
  label: 'More CPUs than the guest takes on Hyper-V',
  description: 'The vendor supports fewer CPUs for this system as a Hyper-V guest than the machine has.',
  remedy: 'Right-size the machine, or upgrade the guest.',
  severity: { hyperv: 'warning', 'azure-local': 'warning' },
  source: hypervGuests,
  needs: ['cpuCount', 'os'],
  mayUse: ['firmware'],
  asksFor: ['os.id'],
  fixHours: 8,
  evaluate: ({ cpuCount, os, firmware }, context) => {
    if (firmware !== undefined) return judgeAs(firmware, os, cpuCount, context);
    const bios = judgeAs('bios', os, cpuCount, context);
    const efi = judgeAs('efi', os, cpuCount, context);
    if (bios.outcome === efi.outcome) return bios;
    return bios.outcome === 'unknown' ? bios : efi.outcome === 'unknown' ? efi : unknown(['firmware']);
  },
});
