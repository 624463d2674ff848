import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { arcAgent } from './arc-agent.ts';

describeRule(arcAgent, 'vsphere', [
  {
    reason: 'in the list of software',
    facts: { software: [{ name: 'Azure Connected Machine Agent' }] },
    says: { fails: 'Azure Connected Machine Agent' },
  },
  {
    reason: 'a running service',
    facts: { guestServices: [{ name: 'himds', state: 'running' }] },
    says: { fails: 'himds' },
  },
  {
    reason: 'a disabled service',
    facts: { software: [], guestServices: [{ name: 'himds', state: 'stopped', startMode: 'disabled' }] },
    says: 'pass',
  },
  { reason: 'none', facts: { software: [{ name: 'Notepad++' }], guestServices: [{ name: 'W32Time' }] }, says: 'pass' },
  { reason: 'only half of it was looked at', facts: { software: [] }, says: { asks: ['guestServices'] } },
  { reason: 'nobody looked', facts: {}, says: { asks: ['software', 'guestServices'] } },
]);
