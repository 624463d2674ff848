import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { iscsi } from './iscsi.ts';

describeRule(iscsi, 'vsphere', [
  {
    reason: 'the Windows initiator runs',
    facts: { guestServices: [{ name: 'MSiSCSI', state: 'running' }] },
    says: { fails: 'MSiSCSI' },
  },
  {
    reason: 'it is installed everywhere and stopped here',
    facts: { guestServices: [{ name: 'MSiSCSI', state: 'stopped', startMode: 'manual' }] },
    says: 'pass',
  },
  {
    reason: 'a Linux initiator',
    facts: { guestServices: [{ name: 'iscsid.service', state: 'running' }] },
    says: { fails: 'iscsid' },
  },
  {
    reason: 'whether it runs is not told',
    facts: { guestServices: [{ name: 'MSiSCSI', startMode: 'automatic' }] },
    says: { asks: ['guestServices[].state'] },
  },
  { reason: 'nobody looked', facts: {}, says: { asks: ['guestServices'] } },
]);
