import { defineRule } from '../../rule.ts';
import { pass } from '../../verdict.ts';
import { guestName, isAmong, judgeIds } from '../../guest-tables.ts';
import { ownExperience } from '../sources.ts';

const OLD: readonly string[] = [
  'windows-nt4',
  'windows-2000',
  'windows-xp',
  'windows-vista',
  'windows-server-2003',
  'windows-server-2008',
];

export const windowsOldDrivers = defineRule({
  id: 'kvm.os.no-virtio-drivers',
  label: 'No current virtio drivers',
  description: 'Current virtio-win has no drivers for this Windows release, so it runs on slow emulated devices.',
  remedy: 'Use an old virtio-win build for this one guest, or upgrade it.',
  severity: { kvm: 'warning' },
  source: ownExperience,
  needs: ['os'],
  asksFor: ['os.id'],
  fixHours: 4,
  evaluate: ({ os }) => {
    if (os.family !== undefined && os.family !== 'windows') return pass;
    return judgeIds(
      os,
      (id) => isAmong(id, OLD),
      () => `${guestName(os)} is older than the drivers (unverified).`,
    );
  },
});
