import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { osDeclaredDiffers } from './os-declared-differs.ts';

describeRule(osDeclaredDiffers, 'vsphere', [
  {
    reason: 'Ubuntu in a machine configured for Windows',
    facts: {
      os: { configuredAs: 'Microsoft Windows Server 2016 or later (64-bit)', reportedAs: 'Ubuntu Linux (64-bit)' },
    },
    says: { fails: 'runs Ubuntu' },
  },
  {
    reason: 'RHEL 8 in one configured for RHEL 7',
    facts: { os: { configuredAs: 'Red Hat Enterprise Linux 7 (64-bit)', reportedAs: 'Red Hat Enterprise Linux 8.6' } },
    says: { fails: 'runs Red Hat' },
  },
  {
    reason: '2019 in "2016 or later"',
    facts: {
      os: {
        configuredAs: 'Microsoft Windows Server 2016 or later (64-bit)',
        reportedAs: 'Microsoft Windows Server 2019 (64-bit)',
      },
    },
    says: 'pass',
  },
  {
    reason: '2012 R2 under the label of 2012',
    facts: {
      os: {
        configuredAs: 'Microsoft Windows Server 2012 (64-bit)',
        reportedAs: 'Microsoft Windows Server 2012 R2 Standard',
      },
    },
    says: 'pass',
  },
  {
    reason: 'Stream runs under the label of CentOS',
    facts: { os: { configuredAs: 'CentOS 8 (64-bit)', reportedAs: 'CentOS Stream 8' } },
    says: 'pass',
  },
  {
    reason: '"other" says nothing to compare',
    facts: { os: { configuredAs: 'Other 5.x or later Linux (64-bit)', reportedAs: 'Ubuntu 22.04' } },
    says: 'pass',
  },
  {
    reason: 'the guest agent is silent',
    facts: { os: { configuredAs: 'CentOS 7 (64-bit)' } },
    says: { asks: ['os.reportedAs'] },
  },
  {
    reason: 'only the agent speaks',
    facts: { os: { reportedAs: 'CentOS 7 (64-bit)' } },
    says: { asks: ['os.configuredAs'] },
  },
  { reason: 'no guest', facts: {}, says: { asks: ['os.configuredAs', 'os.reportedAs'] } },
]);
