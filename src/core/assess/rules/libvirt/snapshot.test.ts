import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { libvirtSnapshot } from './snapshot.ts';

describeRule(libvirtSnapshot, 'kvm', [
  { reason: 'one snapshot', facts: { snapshots: [{ name: 'clean' }] }, says: { fails: 'clean' } },
  { reason: 'looked at, none', facts: { snapshots: [] }, says: 'pass' },
  { reason: 'nobody looked', facts: {}, says: { asks: ['snapshots'] } },
]);
