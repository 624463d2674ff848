import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { emulatedDisks } from './emulated-disks.ts';

const disks = (count: number) => Array.from({ length: count }, (_, index) => ({ label: `Hard disk ${index}` }));

describeRule(emulatedDisks, 'vsphere', [
  { reason: 'Solaris', facts: { disks: disks(5), os: { id: 'solaris-11' } }, says: { fails: '5 disks; at most 4' } },
  {
    reason: 'Windows before the drivers',
    facts: { disks: disks(5), os: { id: 'windows-server-2008' } },
    says: { fails: '5 disks' },
  },
  { reason: 'as many as IDE takes', facts: { disks: disks(4), os: { id: 'solaris-11' } }, says: 'pass' },
  { reason: 'few, whatever runs', facts: { disks: disks(1), os: {} }, says: 'pass' },
  { reason: 'a guest with drivers', facts: { disks: disks(5), os: { id: 'windows-server-2022' } }, says: 'pass' },
  { reason: 'nobody named the guest', facts: { disks: disks(5), os: {} }, says: { asks: ['os.id'] } },
  {
    reason: 'it depends on the release',
    facts: { disks: disks(5), os: { id: 'debian', family: 'linux' } },
    says: { asks: ['os.version'] },
  },
  { reason: 'a guest with drivers, disks not told', facts: { os: { id: 'windows-server-2022' } }, says: 'pass' },
  { reason: 'few disks, and no guest', facts: { disks: disks(1) }, says: 'pass' },
  { reason: 'neither is told', facts: {}, says: { asks: ['disks'] } },
  { reason: 'disks not told', facts: { os: { id: 'solaris-11' } }, says: { asks: ['disks'] } },
]);
