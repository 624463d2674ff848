import { defineRule } from '../../rule.ts';
import { fail, pass } from '../../verdict.ts';
import { azureGeneration2 } from '../sources.ts';

export const generation1 = defineRule({
  id: 'azure.boot.generation-1',
  label: 'Becomes a generation 1 machine',
  description:
    'BIOS machines become generation 1, which cannot change later: Trusted Launch and sizes for generation 2 only stay closed.',
  remedy: 'Convert to GPT and EFI boot before the move where those matter.',
  severity: { 'azure-vm': 'info' },
  source: azureGeneration2,
  needs: ['firmware'],
  fixHours: 4,
  evaluate: ({ firmware }) => (firmware === 'bios' ? fail('Firmware: BIOS.') : pass),
});
