import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { osDeclaredDiffers } from './os-declared-differs.ts';

describeRule(osDeclaredDiffers, 'vsphere', [
  {
    reason: 'Ubuntu in a machine configured for Windows',
    facts: { os: { id: 'ubuntu-22.04', nativeId: 'windows9Server64Guest' } },
    says: { fails: 'Configured as' },
  },
  {
    reason: '2019 in "2016 or later"',
    facts: { os: { id: 'windows-server-2019', nativeId: 'windows9Server64Guest' } },
    says: 'pass',
  },
  {
    reason: 'any Linux in "other Linux"',
    facts: { os: { id: 'alma-9', nativeId: 'other5xLinux64Guest' } },
    says: 'pass',
  },
  { reason: 'id not in the catalogue', facts: { os: { id: 'alma-9', nativeId: 'brandNewGuest' } }, says: 'pass' },
  { reason: 'configured id not told', facts: { os: { id: 'rhel-9' } }, says: { asks: ['os.nativeId'] } },
  { reason: 'real system not told', facts: { os: { nativeId: 'rhel9_64Guest' } }, says: { asks: ['os.id'] } },
  { reason: 'no guest', facts: {}, says: { asks: ['os.nativeId'] } },
]);
