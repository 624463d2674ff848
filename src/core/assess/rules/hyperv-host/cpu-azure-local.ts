import { defineRule } from '../../rule.ts';
import { atMostByFirmware, limitOf } from '../../limits.ts';
import { hypervScale } from '../sources.ts';

export const cpuAzureLocal = defineRule({
  id: 'hyperv-host.cpu.above-azure-local',
  label: 'More CPUs than Azure Local takes',
  description:
    'The machine has more CPUs than one virtual machine can have on Azure Local; BIOS machines can have few.',
  remedy: 'Right-size the machine; convert BIOS to EFI to get past the limit of generation 1.',
  severity: { 'azure-local': 'blocker' },
  source: hypervScale,
  needs: ['cpuCount'],
  mayUse: ['firmware'],
  fixHours: 16,
  evaluate: ({ cpuCount, firmware }, { catalog }) =>
    atMostByFirmware(cpuCount, 'vCPU', firmware, {
      bios: limitOf(catalog, 'hyperv-vcpu-gen1'),
      efi: limitOf(catalog, 'azure-local-vcpu-gen2'),
    }),
});
