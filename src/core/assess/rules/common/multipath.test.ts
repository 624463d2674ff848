import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { multipath } from './multipath.ts';

describeRule(multipath, 'vsphere', [
  {
    reason: 'the Windows feature',
    facts: { os: { family: 'windows' }, guestFeatures: ['Multipath-IO'] },
    says: { fails: 'Multipath-IO' },
  },
  { reason: 'a Windows without', facts: { os: { family: 'windows' }, guestFeatures: ['Web-Server'] }, says: 'pass' },
  {
    reason: 'the Linux service',
    facts: { os: { family: 'linux' }, guestServices: [{ name: 'multipathd.service', state: 'running' }] },
    says: { fails: 'multipathd' },
  },
  { reason: 'nobody looked inside Linux', facts: { os: { family: 'linux' } }, says: { asks: ['guestServices'] } },
  { reason: 'the family is not told', facts: { os: { name: 'Something' } }, says: { asks: ['os.family'] } },
  { reason: 'nothing told', facts: {}, says: { asks: ['os.family'] } },
]);
