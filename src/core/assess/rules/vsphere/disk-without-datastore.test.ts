import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { diskWithoutDatastore } from './disk-without-datastore.ts';

describeRule(diskWithoutDatastore, 'vsphere', [
  {
    reason: 'an empty datastore',
    facts: {
      disks: [
        { label: 'Hard disk 1', datastore: 'ds1' },
        { label: 'Hard disk 2', datastore: '' },
      ],
    },
    says: { fails: 'Hard disk 2' },
  },
  { reason: 'all on datastores', facts: { disks: [{ label: 'Hard disk 1', datastore: 'ds1' }] }, says: 'pass' },
  {
    reason: 'a disk whose datastore no source names',
    facts: { disks: [{ label: 'Hard disk 1' }] },
    says: { asks: ['disks[].datastore'] },
  },
  { reason: 'no disks listed', facts: {}, says: { asks: ['disks[].datastore'] } },
]);
