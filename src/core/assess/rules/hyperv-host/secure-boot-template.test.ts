import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { secureBootTemplate } from './secure-boot-template.ts';

describeRule(secureBootTemplate, 'vsphere', [
  {
    reason: 'EFI and Linux',
    facts: { firmware: 'efi', os: { family: 'linux' } },
    says: { fails: 'EFI and not Windows' },
  },
  { reason: 'Windows', facts: { firmware: 'efi', os: { family: 'windows' } }, says: 'pass' },
  { reason: 'BIOS', facts: { firmware: 'bios' }, says: 'pass' },
  { reason: 'firmware not told', facts: { os: { family: 'linux' } }, says: { asks: ['firmware'] } },
  { reason: 'nothing told', facts: {}, says: { asks: ['os.family'] } },
]);
