import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { ovaOtherSource } from './other-source.ts';

describeRule(ovaOtherSource, 'vsphere', [
  { reason: 'of VirtualBox', facts: { exportedBy: 'virtualbox' }, says: { fails: 'virtualbox' } },
  { reason: 'of VMware', facts: { exportedBy: 'vmware' }, says: 'pass' },
  { reason: 'a machine of a platform', facts: { powerState: 'off' }, says: 'pass' },
  { reason: 'nothing told', facts: {}, says: { asks: ['exportedBy'] } },
]);
