import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { hypervChangeTracking } from './change-tracking.ts';

describeRule(hypervChangeTracking, 'hyperv', [
  {
    reason: 'one disk is left out',
    facts: {
      disks: [
        { label: 'SCSI 0:0', changeTracking: true },
        { label: 'SCSI 0:1', changeTracking: false },
      ],
    },
    says: { fails: 'SCSI 0:1' },
  },
  { reason: 'every disk is tracked', facts: { disks: [{ label: 'SCSI 0:0', changeTracking: true }] }, says: 'pass' },
  {
    reason: 'the collector does not tell',
    facts: { disks: [{ label: 'SCSI 0:0' }] },
    says: { asks: ['disks[].changeTracking'] },
  },
  { reason: 'no source listed the disks', facts: {}, says: { asks: ['disks[].changeTracking'] } },
]);
