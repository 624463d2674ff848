import { defineRule } from '../../rule.ts';
import { listed, noneOf } from '../../kleene.ts';
import { forklift } from '../sources.ts';

/** Least free space that virt-v2v asks for, by mount point. Images of snap packages are always full and not touched. */
function leastFreeMiB(path: string): number {
  if (path.startsWith('/snap/') || path.startsWith('/var/lib/snapd/')) return 0;
  if (path === '/' || /^c:[\\/]?$/i.test(path)) return 100;
  return path === '/boot' ? 50 : 10;
}

export const guestFreeSpace = defineRule({
  id: 'vsphere.guest.free-space',
  label: 'Too little free space for conversion',
  description: 'Conversion writes drivers and a boot loader into the guest and stops when a file system is too full.',
  remedy: 'Free the space that is named, or grow the file system, before the move.',
  severity: { 'openshift-virtualization': 'blocker', kvm: 'blocker' },
  source: forklift('filesystem_size.rego'),
  covers: ['vmware.guestDisks.freespace'],
  platforms: ['vsphere'],
  needs: ['filesystems'],
  asksFor: ['filesystems[].freeMiB'],
  fixHours: 1,
  evaluate: ({ filesystems }) =>
    noneOf(
      filesystems,
      ({ path, freeMiB }) => (freeMiB === undefined ? undefined : freeMiB < leastFreeMiB(path)),
      ['filesystems[].freeMiB'],
      (found) =>
        listed(
          found.map(({ path, freeMiB }) => `${path} has ${freeMiB ?? 0} MiB free, needs ${leastFreeMiB(path)} MiB`),
        ),
    ),
});
