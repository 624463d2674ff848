import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { backupAgent } from './backup-agent.ts';

describeRule(backupAgent, 'vsphere', [
  {
    reason: 'in the list of software',
    facts: { software: [{ name: 'Veeam Agent for Microsoft Windows' }] },
    says: { fails: 'Veeam Agent' },
  },
  {
    reason: 'as a service',
    facts: { guestServices: [{ name: 'bacula-fd.service', state: 'running' }] },
    says: { fails: 'bacula-fd' },
  },
  {
    reason: 'none',
    facts: { software: [{ name: '7-Zip' }], guestServices: [{ name: 'sshd.service', state: 'running' }] },
    says: 'pass',
  },
  { reason: 'half looked at', facts: { software: [] }, says: { asks: ['guestServices'] } },
  { reason: 'nobody looked', facts: {}, says: { asks: ['software', 'guestServices'] } },
]);
