import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { cpuAzureLocal } from './cpu-azure-local.ts';

describeRule(cpuAzureLocal, 'vsphere', [
  { reason: 'EFI at the limit', facts: { cpuCount: 1024, firmware: 'efi' }, says: 'pass' },
  { reason: 'EFI above it', facts: { cpuCount: 1025, firmware: 'efi' }, says: { fails: 'at most 1024' } },
  { reason: 'BIOS above its own', facts: { cpuCount: 72, firmware: 'bios' }, says: { fails: 'at most 64' } },
  { reason: 'not told', facts: {}, says: { asks: ['cpuCount'] } },
]);
