import { defineRule } from '../../rule.ts';
import { atMostByFirmware, limitOf } from '../../limits.ts';
import { hypervScale } from '../sources.ts';

/** Generation 1 machines take emulated adapters beside the others. */
const LEGACY_ADAPTERS = 4;

export const hypervNicCount = defineRule({
  id: 'hyperv-host.nic.count',
  label: 'More network adapters than possible',
  description: 'The machine has more network adapters than one virtual machine can have on Hyper-V.',
  remedy: 'Merge networks, or remove unused adapters.',
  severity: { hyperv: 'blocker', 'azure-local': 'blocker' },
  source: hypervScale,
  needs: ['nics'],
  mayUse: ['firmware'],
  fixHours: 4,
  evaluate: ({ nics, firmware }, { catalog }) => {
    const efi = limitOf(catalog, 'hyperv-nic-count');
    const bios = { ...efi, value: efi.value + LEGACY_ADAPTERS };
    return atMostByFirmware(nics.length, 'network adapters', firmware, { efi, bios });
  },
});
