import { defineRule } from '../../rule.ts';
import { disksAtMost, limitOf } from '../../limits.ts';
import { guestName, isWithin, judgeIds } from '../../guest-tables.ts';
import { pass } from '../../verdict.ts';
import { hypervDebian } from '../sources.ts';

export const debianLargeDisk = defineRule({
  id: 'hyperv-host.disk.debian-above-2-tib',
  label: 'Debian guest with a large disk',
  description: 'The vendor does not support file systems on virtual disks above 2 TB with Debian guests.',
  remedy: 'Spread the data over smaller disks, or accept that it is not supported.',
  severity: { hyperv: 'warning', 'azure-local': 'warning' },
  source: hypervDebian,
  needs: ['disks', 'os'],
  asksFor: ['disks[].capacityMiB', 'os.id'],
  fixHours: 8,
  evaluate: ({ disks, os }, { catalog }) => {
    const large = disksAtMost(disks, limitOf(catalog, 'debian-hyperv-vhd'));
    if (large.outcome === 'pass' || (os.family !== undefined && os.family !== 'linux')) return pass;
    const debian = judgeIds(
      os,
      (id) => isWithin(id, 'debian'),
      () => guestName(os),
    );
    return debian.outcome === 'fail' ? large : debian;
  },
});
