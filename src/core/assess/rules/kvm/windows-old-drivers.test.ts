import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { windowsOldDrivers } from './windows-old-drivers.ts';

describeRule(windowsOldDrivers, 'vsphere', [
  { reason: 'Server 2008', facts: { os: { id: 'windows-server-2008' } }, says: { fails: 'unverified' } },
  { reason: 'Server 2008 R2 is another release', facts: { os: { id: 'windows-server-2008-r2' } }, says: 'pass' },
  { reason: 'Linux without a name', facts: { os: { family: 'linux' } }, says: 'pass' },
  {
    reason: '2008 or 2008 R2',
    facts: { os: { candidates: ['windows-server-2008', 'windows-server-2008-r2'] } },
    says: { asks: ['os.id'] },
  },
  { reason: 'no guest is not Linux', facts: { os: {} }, says: { asks: ['os.id'] } },
]);
