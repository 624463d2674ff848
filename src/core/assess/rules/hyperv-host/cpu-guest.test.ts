import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { cpuGuest } from './cpu-guest.ts';

describeRule(cpuGuest, 'vsphere', [
  {
    reason: 'a client takes 32',
    facts: { os: { id: 'windows-10-22h2', family: 'windows' }, cpuCount: 33, firmware: 'efi' },
    says: { fails: '33 vCPU' },
  },
  {
    reason: 'and runs with 32',
    facts: { os: { id: 'windows-10-22h2', family: 'windows' }, cpuCount: 32, firmware: 'efi' },
    says: 'pass',
  },
  {
    reason: 'as generation 1 it takes fewer',
    facts: { os: { id: 'windows-server-2019', family: 'windows' }, cpuCount: 65, firmware: 'bios' },
    says: { fails: 'takes 64 as generation 1' },
  },
  {
    reason: 'which matters when the firmware is not known',
    facts: { os: { id: 'windows-server-2019', family: 'windows' }, cpuCount: 65 },
    says: { asks: ['firmware'] },
  },
  {
    reason: 'too many either way',
    facts: { os: { id: 'windows-server-2019', family: 'windows' }, cpuCount: 300 },
    says: { fails: '300 vCPU' },
  },
  {
    reason: 'few enough either way',
    facts: { os: { id: 'windows-server-2019', family: 'windows' }, cpuCount: 8 },
    says: 'pass',
  },
  {
    reason: 'no figure for Linux',
    facts: { os: { id: 'rhel-9', family: 'linux' }, cpuCount: 300, firmware: 'efi' },
    says: 'pass',
  },
  { reason: 'nothing told', facts: {}, says: { asks: ['cpuCount', 'os.id'] } },
]);
