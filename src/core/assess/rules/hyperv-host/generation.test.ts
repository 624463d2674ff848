import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { generation } from './generation.ts';

describeRule(generation, 'vsphere', [
  {
    reason: 'EFI with a guest of generation 1',
    facts: { os: { id: 'windows-server-2008-r2', family: 'windows' }, firmware: 'efi' },
    says: { fails: 'gen1-only' },
  },
  {
    reason: 'the same with BIOS',
    facts: { os: { id: 'windows-server-2008-r2', family: 'windows' }, firmware: 'bios' },
    says: 'pass',
  },
  {
    reason: 'BIOS with Windows 11',
    facts: { os: { id: 'windows-11-24h2-e', family: 'windows' }, firmware: 'bios' },
    says: { fails: 'gen2-only' },
  },
  {
    reason: 'EFI with Windows 11',
    facts: { os: { id: 'windows-11-24h2-e', family: 'windows' }, firmware: 'efi' },
    says: 'pass',
  },
  {
    reason: 'EFI with a modern guest',
    facts: { os: { id: 'rhel-9', family: 'linux' }, firmware: 'efi' },
    says: 'pass',
  },
  {
    reason: 'firmware not told',
    facts: { os: { id: 'windows-server-2008-r2', family: 'windows' } },
    says: { asks: ['firmware'] },
  },
  { reason: 'guest not told', facts: { firmware: 'efi' }, says: { asks: ['os.id'] } },
]);
