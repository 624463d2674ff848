import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { guestRequirements } from './guest-requirements.ts';

describeRule(guestRequirements, 'vsphere', [
  {
    reason: 'Windows 11 with one CPU',
    facts: { os: { id: 'windows-11' }, cpuCount: 1, memoryMiB: 8192, firmware: 'efi' },
    says: { fails: '1 of 2 vCPU' },
  },
  {
    reason: 'Windows 11 on BIOS',
    facts: { os: { id: 'windows-11' }, cpuCount: 2, memoryMiB: 8192, firmware: 'bios' },
    says: { fails: 'BIOS' },
  },
  {
    reason: 'Windows 11, firmware not told',
    facts: { os: { id: 'windows-11' }, cpuCount: 2, memoryMiB: 8192 },
    says: { asks: ['firmware'] },
  },
  {
    reason: 'RHEL 8 with half a GiB',
    facts: { os: { id: 'rhel-8' }, cpuCount: 1, memoryMiB: 512 },
    says: { fails: '512 of 1536 MiB' },
  },
  {
    reason: 'Server 2022 needs no EFI to start',
    facts: { os: { id: 'windows-server-2022' }, cpuCount: 2, memoryMiB: 4096, firmware: 'bios' },
    says: 'pass',
  },
  { reason: 'no preference for it', facts: { os: { id: 'solaris-11' }, cpuCount: 1, memoryMiB: 256 }, says: 'pass' },
  { reason: 'guest not named', facts: { os: {}, cpuCount: 1, memoryMiB: 512 }, says: { asks: ['os.id'] } },
  { reason: 'nothing told', facts: {}, says: { asks: ['os.id', 'cpuCount', 'memoryMiB'] } },
]);
