import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { libvirtCustomSettings } from './custom-settings.ts';

describeRule(libvirtCustomSettings, 'kvm', [
  { reason: 'an argument to QEMU', facts: { customSettings: ['qemu:-device'] }, says: { fails: 'qemu:-device' } },
  { reason: 'none', facts: { customSettings: [] }, says: 'pass' },
  { reason: 'not told', facts: {}, says: { asks: ['customSettings'] } },
]);
