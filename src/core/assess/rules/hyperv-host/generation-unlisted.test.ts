import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { generationUnlisted } from './generation-unlisted.ts';

describeRule(generationUnlisted, 'vsphere', [
  {
    reason: 'EFI with a guest nobody lists',
    facts: { os: { id: 'amazon-linux-2', family: 'linux' }, firmware: 'efi' },
    says: { fails: 'not in the lists' },
  },
  { reason: 'BIOS', facts: { os: { id: 'amazon-linux-2', family: 'linux' }, firmware: 'bios' }, says: 'pass' },
  {
    reason: 'EFI with a listed guest',
    facts: { os: { id: 'ubuntu-22.04', family: 'linux' }, firmware: 'efi' },
    says: 'pass',
  },
  { reason: 'firmware not told', facts: { os: { id: 'ubuntu-22.04', family: 'linux' } }, says: { asks: ['firmware'] } },
]);
