import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { bootGenerationUnlisted } from './boot-generation-unlisted.ts';

describeRule(bootGenerationUnlisted, 'vsphere', [
  {
    reason: 'FreeBSD with EFI is not in the list',
    facts: { firmware: 'efi', os: { id: 'freebsd-14' } },
    says: { fails: 'not in the list' },
  },
  { reason: 'FreeBSD with BIOS', facts: { firmware: 'bios', os: { id: 'freebsd-14' } }, says: 'pass' },
  {
    reason: 'RHEL 8 with EFI',
    facts: { firmware: 'efi', os: { id: 'rhel-8', version: '8.6', family: 'linux' } },
    says: 'pass',
  },
  {
    reason: 'SLES 12 of unknown service pack',
    facts: { firmware: 'efi', os: { id: 'sles-12' } },
    says: { asks: ['os.version'] },
  },
  { reason: 'firmware not told', facts: { os: { id: 'rhel-9' } }, says: { asks: ['firmware'] } },
]);
