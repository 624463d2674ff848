import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { toolsNotRunning } from './tools-not-running.ts';

describeRule(toolsNotRunning, 'vsphere', [
  {
    reason: 'not running on a running machine',
    facts: { guestToolsStatus: 'toolsNotRunning', powerState: 'on' },
    says: { fails: 'toolsNotRunning' },
  },
  { reason: 'running, as the API writes it', facts: { guestToolsStatus: 'toolsOk', powerState: 'on' }, says: 'pass' },
  { reason: 'running, out of date', facts: { guestToolsStatus: 'toolsOld', powerState: 'on' }, says: 'pass' },
  {
    reason: 'off: not running says nothing',
    facts: { guestToolsStatus: 'toolsNotRunning', powerState: 'off' },
    says: 'pass',
  },
  {
    reason: 'off and never installed',
    facts: { guestToolsStatus: 'toolsNotInstalled', powerState: 'off' },
    says: { fails: 'toolsNotInstalled' },
  },
  { reason: 'not told', facts: { powerState: 'on' }, says: { asks: ['guestToolsStatus'] } },
]);
