import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { containerVolumes } from './volumes.ts';

describeRule(containerVolumes, 'kubernetes', [
  { reason: 'a volume', facts: { disks: [{ label: 'data-db-0' }] }, says: { fails: 'data-db-0' } },
  { reason: 'none', facts: { disks: [] }, says: 'pass' },
  { reason: 'not told', facts: {}, says: { asks: ['disks'] } },
]);
