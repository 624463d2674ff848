import { defineRule } from '../../rule.ts';
import { mibToGib } from '../../../model/units.ts';
import { atMostByFirmware, limitOf } from '../../limits.ts';
import { hypervScale } from '../sources.ts';

export const hypervMemoryMaximum = defineRule({
  id: 'hyperv-host.memory.above-maximum',
  label: 'More memory than possible',
  description: 'The machine has more memory than one virtual machine can have on Hyper-V; BIOS machines stop at 1 TB.',
  remedy: 'Right-size the machine; convert BIOS to EFI to get past the limit of generation 1.',
  severity: { hyperv: 'blocker', 'azure-local': 'blocker' },
  source: hypervScale,
  needs: ['memoryMiB'],
  mayUse: ['firmware'],
  fixHours: 16,
  evaluate: ({ memoryMiB, firmware }, { catalog }) =>
    atMostByFirmware(mibToGib(memoryMiB), 'GiB memory', firmware, {
      bios: limitOf(catalog, 'hyperv-memory-gen1'),
      efi: limitOf(catalog, 'hyperv-memory-gen2'),
    }),
});
