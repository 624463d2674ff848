import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { libvirtSnapshotMemory } from './snapshot-memory.ts';

describeRule(libvirtSnapshotMemory, 'kvm', [
  {
    reason: 'taken of the running machine',
    facts: { snapshots: [{ name: 'live', memory: true }] },
    says: { fails: 'live' },
  },
  { reason: 'disks only', facts: { snapshots: [{ name: 'cold', memory: false }] }, says: 'pass' },
  { reason: 'no snapshots', facts: { snapshots: [] }, says: 'pass' },
  { reason: 'not told', facts: { snapshots: [{ name: 'cold' }] }, says: { asks: ['snapshots[].memory'] } },
  { reason: 'nobody looked', facts: {}, says: { asks: ['snapshots[].memory'] } },
]);
