import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { libvirtWatchdog } from './watchdog.ts';

describeRule(libvirtWatchdog, 'kvm', [
  {
    reason: 'a watchdog',
    facts: { devices: [{ type: 'watchdog', label: 'i6300esb' }], deviceTypesSeen: ['watchdog'] },
    says: { fails: 'i6300esb' },
  },
  { reason: 'listed completely, none', facts: { devices: [], deviceTypesSeen: ['watchdog'] }, says: 'pass' },
  { reason: 'not told', facts: {}, says: { asks: ['devices[].type'] } },
]);
