import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { libvirtDiskCondition } from './disk-condition.ts';

describeRule(libvirtDiskCondition, 'openshift', [
  { reason: 'broken', facts: { disks: [{ label: 'vda', condition: 'broken' }] }, says: { fails: 'vda is broken' } },
  {
    reason: 'still being filled, on KubeVirt',
    facts: { disks: [{ label: 'root', condition: 'busy' }] },
    says: { fails: 'root is busy' },
  },
  { reason: 'fine', facts: { disks: [{ label: 'vda', condition: 'ok' }] }, says: 'pass' },
  { reason: 'not told', facts: { disks: [{ label: 'vda' }] }, says: { asks: ['disks[].condition'] } },
  { reason: 'no source listed the disks', facts: {}, says: { asks: ['disks[].condition'] } },
]);
