import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { secureBootAzureLocal } from './secure-boot-azure-local.ts';

describeRule(secureBootAzureLocal, 'vsphere', [
  { reason: 'on', facts: { secureBoot: true }, says: { fails: 'Secure Boot is on' } },
  { reason: 'off', facts: { secureBoot: false }, says: 'pass' },
  { reason: 'BIOS has none', facts: { firmware: 'bios' }, says: 'pass' },
  { reason: 'not told', facts: {}, says: { asks: ['secureBoot'] } },
]);
