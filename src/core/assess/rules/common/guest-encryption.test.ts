import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { guestEncryption } from './guest-encryption.ts';

describeRule(guestEncryption, 'vsphere', [
  {
    reason: 'BitLocker',
    facts: { guestEncryption: ['C:', 'D:'], tpm: true },
    says: { fails: 'Encrypted: C:, D:; a TPM may hold the keys' },
  },
  {
    reason: 'LUKS without a TPM',
    facts: { guestEncryption: ['/dev/sda3'], tpm: false },
    says: { fails: 'Encrypted: /dev/sda3.' },
  },
  { reason: 'none', facts: { guestEncryption: [] }, says: 'pass' },
  { reason: 'nobody looked', facts: {}, says: { asks: ['guestEncryption'] } },
]);
