import { defineRule } from '../../rule.ts';
import { listed, noneOf } from '../../kleene.ts';
import { azureLocalHyperv } from '../sources.ts';

export const offClusterVolume = defineRule({
  id: 'hyperv-host.disk.off-cluster-volume',
  label: 'Disk is not on a cluster shared volume',
  description:
    'Azure Migrate moves only disks on cluster shared volumes to Azure Local, not local disks or SMB shares.',
  remedy: 'Move the disk to a cluster shared volume (storage migration), and make the machine highly available.',
  severity: { 'azure-local': 'warning' },
  source: azureLocalHyperv,
  platforms: ['hyperv'],
  needs: ['disks'],
  asksFor: ['disks[].path'],
  fixHours: 2,
  evaluate: ({ disks }) =>
    noneOf(
      disks,
      ({ path }) => (path === undefined ? undefined : !/^[a-z]:[\\/]clusterstorage[\\/]/i.test(path)),
      ['disks[].path'],
      (found) => `Not below ClusterStorage: ${listed(found.map(({ path, label }) => path ?? label))}.`,
    ),
});
