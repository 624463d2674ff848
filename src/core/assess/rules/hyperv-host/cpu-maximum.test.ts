import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { hypervCpuMaximum } from './cpu-maximum.ts';

describeRule(hypervCpuMaximum, 'vsphere', [
  { reason: 'BIOS at its limit', facts: { cpuCount: 64, firmware: 'bios' }, says: 'pass' },
  { reason: 'BIOS above it', facts: { cpuCount: 65, firmware: 'bios' }, says: { fails: '65 vCPU; at most 64' } },
  { reason: 'EFI takes many', facts: { cpuCount: 2048, firmware: 'efi' }, says: 'pass' },
  { reason: 'EFI above it', facts: { cpuCount: 2049, firmware: 'efi' }, says: { fails: 'at most 2048' } },
  { reason: 'few fit either', facts: { cpuCount: 64 }, says: 'pass' },
  { reason: 'too many for either', facts: { cpuCount: 4096 }, says: { fails: 'at most 2048' } },
  { reason: 'it depends on the firmware', facts: { cpuCount: 128 }, says: { asks: ['firmware'] } },
  { reason: 'not told', facts: {}, says: { asks: ['cpuCount'] } },
]);
