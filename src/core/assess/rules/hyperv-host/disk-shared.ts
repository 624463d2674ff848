import { defineRule } from '../../rule.ts';
import { listed, noneOf } from '../../kleene.ts';
import { hypervFeatures } from '../sources.ts';

export const hypervDiskShared = defineRule({
  id: 'hyperv-host.disk.shared',
  label: 'Shared disk',
  description:
    'A disk that several machines write to becomes a VHD set, on Windows Server guests only; no tool makes it.',
  remedy: 'Build the cluster anew on a VHD set or iSCSI at the target, or replace the shared disk by replication.',
  severity: { hyperv: 'warning', 'azure-local': 'warning' },
  source: hypervFeatures,
  needs: ['disks'],
  asksFor: ['disks[].shared'],
  fixHours: 16,
  evaluate: ({ disks }) =>
    noneOf(
      disks,
      (disk) => disk.shared,
      ['disks[].shared'],
      (found) => `Shared disk: ${listed(found.map((disk) => disk.label))}.`,
    ),
});
