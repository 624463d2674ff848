import { defineRule } from '../../rule.ts';
import { fail, pass } from '../../verdict.ts';
import { guestName, possibleIds, undecided, unnamed } from '../../guest-tables.ts';
import { ownExperience } from '../sources.ts';

const OLD: ReadonlySet<string> = new Set([
  'windows-nt4',
  'windows-2000',
  'windows-xp',
  'windows-vista',
  'windows-server-2003',
  'windows-server-2008',
]);

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
    const ids = possibleIds(os);
    if (ids === undefined) return os.family === 'linux' ? pass : unnamed(os);
    const old = ids.filter((id) => OLD.has(id)).length;
    if (old === 0) return pass;
    return old === ids.length ? fail(`${guestName(os)} is older than the drivers (unverified).`) : undecided(os);
  },
});
