import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { osDiskAgentless } from './os-disk-agentless.ts';

describeRule(osDiskAgentless, 'vsphere', [
  {
    reason: 'the only disk is too large',
    facts: { disks: [{ label: 'Hard disk 1', capacityMiB: 2049 * 1024 }] },
    says: { fails: 'Hard disk 1 has 2049 GiB' },
  },
  {
    reason: 'the only disk at the limit',
    facts: { disks: [{ label: 'Hard disk 1', capacityMiB: 2048 * 1024 }] },
    says: 'pass',
  },
  {
    reason: 'a large data disk beside a known small system disk',
    facts: {
      disks: [
        { label: 'Hard disk 1', capacityMiB: 100 * 1024, key: '2000' },
        { label: 'Hard disk 2', capacityMiB: 2049 * 1024, key: '2001' },
      ],
      filesystems: [{ path: '/', diskKey: 2000 }],
    },
    says: 'pass',
  },
  {
    reason: 'the system disk is known and large',
    facts: {
      disks: [
        { label: 'Hard disk 1', capacityMiB: 100 * 1024, key: '2000' },
        { label: 'Hard disk 2', capacityMiB: 2049 * 1024, key: '2001' },
      ],
      filesystems: [{ path: 'C:', diskKey: 2001 }],
    },
    says: { fails: 'Hard disk 2' },
  },
  {
    reason: 'one is large and nothing tells which starts the system',
    facts: {
      disks: [
        { label: 'Hard disk 1', capacityMiB: 100 * 1024 },
        { label: 'Hard disk 2', capacityMiB: 2049 * 1024 },
      ],
    },
    says: { asks: ['filesystems[].diskKey'] },
  },
  {
    reason: 'all are too large: so is the system disk',
    facts: {
      disks: [
        { label: 'Hard disk 1', capacityMiB: 2049 * 1024 },
        { label: 'Hard disk 2', capacityMiB: 2049 * 1024 },
      ],
    },
    says: { fails: 'Hard disk 1' },
  },
  {
    reason: 'all are small',
    facts: {
      disks: [
        { label: 'Hard disk 1', capacityMiB: 100 * 1024 },
        { label: 'Hard disk 2', capacityMiB: 100 * 1024 },
      ],
    },
    says: 'pass',
  },
  { reason: 'size not told', facts: { disks: [{ label: 'Hard disk 1' }] }, says: { asks: ['disks[].capacityMiB'] } },
  { reason: 'no disks', facts: {}, says: { asks: ['disks[].capacityMiB'] } },
]);
