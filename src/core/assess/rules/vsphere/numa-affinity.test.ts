import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { numaAffinity } from './numa-affinity.ts';

describeRule(numaAffinity, 'vsphere', [
  { reason: 'bound to a node', facts: { numaAffinity: [1] }, says: { fails: 'nodes 1' } },
  { reason: 'looked at and not bound', facts: { numaAffinity: [] }, says: 'pass' },
  { reason: 'no source said', facts: {}, says: { asks: ['numaAffinity'] } },
]);
