import { defineRule } from '../../rule.ts';
import { fail, pass, unknown } from '../../verdict.ts';
import { cite } from '../../../catalog/provenance.ts';
import { isWithin, unnamed } from '../../guest-tables.ts';
import { kubevirtGuests } from '../sources.ts';

/** "512Mi" and "1.5Gi" in MiB. */
function quantityMiB(quantity: string): number {
  const factor = quantity.endsWith('Gi') ? 1024 : 1;
  return Number.parseFloat(quantity) * factor;
}

export const guestRequirements = defineRule({
  id: 'openshift.guest.requirements',
  label: 'Guest asks for more than the machine has',
  description:
    "The cluster's own preference for this guest asks for more CPU or memory, or for EFI, than the machine has today.",
  remedy: 'Raise CPU and memory at the target; for EFI guests convert the system disk to GPT and EFI boot first.',
  severity: { 'openshift-virtualization': 'warning' },
  source: kubevirtGuests,
  needs: ['os', 'cpuCount', 'memoryMiB'],
  mayUse: ['firmware'],
  asksFor: ['os.id'],
  fixHours: 2,
  evaluate: ({ os, cpuCount, memoryMiB, firmware }, { catalog }) => {
    if (os.id === undefined) return unnamed(os);
    const { id } = os;
    const preferences = catalog['guest-support'].kubevirtPreferences.filter((each) => isWithin(id, each.os));
    const preference = preferences.sort((a, b) => b.os.length - a.os.length)[0];
    if (preference === undefined) return pass;
    const least = quantityMiB(preference.minMemory);
    const short: string[] = [];
    if (cpuCount < preference.minVcpu) short.push(`${cpuCount} of ${preference.minVcpu} vCPU`);
    if (memoryMiB < least) short.push(`${memoryMiB} of ${least} MiB memory`);
    // Only guests that cannot start otherwise need EFI; for the rest it is the default of new machines.
    const needsEfi = preference.tpm && os.id.startsWith('windows-11');
    if (needsEfi && firmware === 'bios') short.push('BIOS instead of EFI');
    if (short.length > 0) return fail(`${preference.preference}: ${short.join(', ')} (${cite(preference)}).`);
    return needsEfi && firmware === undefined ? unknown(['firmware']) : pass;
  },
});
