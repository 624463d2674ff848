import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { azureConfidential } from './confidential.ts';

describeRule(azureConfidential, 'azure', [
  { reason: 'confidential', facts: { securityType: 'ConfidentialVM' }, says: { fails: 'ConfidentialVM' } },
  { reason: 'trusted launch is not that', facts: { securityType: 'TrustedLaunch' }, says: 'pass' },
  { reason: 'generation 1', facts: { firmware: 'bios' }, says: 'pass' },
  { reason: 'without Secure Boot', facts: { firmware: 'efi', secureBoot: false }, says: 'pass' },
  { reason: 'not told', facts: { firmware: 'efi', secureBoot: true }, says: { asks: ['securityType'] } },
  { reason: 'on another platform', facts: { platform: 'kvm' }, says: 'not applicable' },
]);
