import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { snapshot } from './snapshot.ts';

describeRule(snapshot, 'vsphere', [
  { reason: 'one snapshot', facts: { snapshots: [{ name: 'before patch' }] }, says: { fails: 'before patch' } },
  { reason: 'looked at, none', facts: { snapshots: [] }, says: 'pass' },
  { reason: 'sheet missing', facts: {}, says: { asks: ['snapshots'] } },
]);
