import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { bootGeneration } from './boot-generation.ts';

describeRule(bootGeneration, 'vsphere', [
  {
    reason: '2008 R2 with EFI',
    facts: { firmware: 'efi', os: { id: 'windows-server-2008-r2' } },
    says: { fails: 'gen1-only' },
  },
  { reason: '2008 R2 with BIOS', facts: { firmware: 'bios', os: { id: 'windows-server-2008-r2' } }, says: 'pass' },
  { reason: '2019 with EFI', facts: { firmware: 'efi', os: { id: 'windows-server-2019' } }, says: 'pass' },
  { reason: 'guest not told', facts: { firmware: 'efi' }, says: { asks: ['os.id'] } },
  { reason: 'firmware not told', facts: { os: { id: 'rhel-9' } }, says: { asks: ['firmware'] } },
]);
