import { defineRule } from '../../rule.ts';
import { fail, pass } from '../../verdict.ts';
import { virtV2vGuests } from '../sources.ts';

export const uefi = defineRule({
  id: 'kvm.firmware.uefi',
  label: 'UEFI guest',
  description: 'The target host needs the same OVMF firmware build as the conversion host.',
  remedy: 'Install the OVMF package on every host of the target pool before the wave.',
  severity: { kvm: 'info' },
  source: virtV2vGuests,
  needs: ['firmware'],
  fixHours: 0.5,
  evaluate: ({ firmware }) => (firmware === 'efi' ? fail('Firmware: EFI.') : pass),
});
