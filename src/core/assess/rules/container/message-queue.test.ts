import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { messageQueue } from './message-queue.ts';

describeRule(messageQueue, 'vsphere', [
  {
    reason: 'the feature is on',
    facts: { os: { id: 'windows-server-2022', family: 'windows' }, guestFeatures: ['MSMQ-Server'] },
    says: { fails: 'MSMQ-Server' },
  },
  {
    reason: 'its service runs',
    facts: {
      os: { id: 'windows-server-2022', family: 'windows' },
      guestServices: [{ name: 'MSMQ', state: 'running', startMode: 'automatic' }],
    },
    says: { fails: 'MSMQ' },
  },
  {
    reason: 'not among the features',
    facts: { os: { id: 'windows-server-2022', family: 'windows' }, guestFeatures: ['Web-Server'] },
    says: 'pass',
  },
  { reason: 'Linux has none', facts: { os: { id: 'rhel-9', family: 'linux' } }, says: 'pass' },
  {
    reason: 'nobody listed the features',
    facts: { os: { id: 'windows-server-2022', family: 'windows' } },
    says: { asks: ['guestFeatures'] },
  },
]);
