import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { guestFreeSpace } from './guest-free-space.ts';

describeRule(guestFreeSpace, 'vsphere', [
  {
    reason: 'root below 100 MiB',
    facts: { filesystems: [{ path: '/', freeMiB: 99 }] },
    says: { fails: '/ has 99 MiB free, needs 100 MiB' },
  },
  {
    reason: 'boot below 50 MiB',
    facts: {
      filesystems: [
        { path: '/', freeMiB: 500 },
        { path: '/boot', freeMiB: 49 },
      ],
    },
    says: { fails: '/boot' },
  },
  {
    reason: 'drive C below 100 MiB',
    facts: { filesystems: [{ path: 'C:\\', freeMiB: 80 }] },
    says: { fails: 'needs 100' },
  },
  {
    reason: 'a data drive needs little',
    facts: {
      filesystems: [
        { path: 'C:\\', freeMiB: 100 },
        { path: 'D:\\', freeMiB: 9 },
      ],
    },
    says: { fails: 'D:' },
  },
  {
    reason: 'exactly enough everywhere',
    facts: {
      filesystems: [
        { path: '/', freeMiB: 100 },
        { path: '/boot', freeMiB: 50 },
        { path: '/data', freeMiB: 10 },
      ],
    },
    says: 'pass',
  },
  {
    reason: 'snap images are always full and not touched',
    facts: {
      filesystems: [
        { path: '/', freeMiB: 5000 },
        { path: '/snap/core/1', freeMiB: 0 },
      ],
    },
    says: 'pass',
  },
  {
    reason: 'free space of one not told',
    facts: { filesystems: [{ path: '/', freeMiB: 500 }, { path: '/data' }] },
    says: { asks: ['filesystems[].freeMiB'] },
  },
  { reason: 'guest not looked into', facts: {}, says: { asks: ['filesystems[].freeMiB'] } },
]);
