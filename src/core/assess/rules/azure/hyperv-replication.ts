import { defineRule } from '../../rule.ts';
import { atMost, disksAtMost, limitOf } from '../../limits.ts';
import { azureMigrateHyperv } from '../sources.ts';

export const hypervReplication = defineRule({
  id: 'azure.disk.above-hyperv-replication',
  label: 'Too much for replication from Hyper-V',
  description: 'Replication from Hyper-V stops at 16 disks and at 4 TB for one disk; the published figures are old.',
  remedy: 'Use the agent, upload the disks by hand, or check the limits of the present version.',
  severity: { 'azure-vm': 'warning' },
  source: azureMigrateHyperv,
  platforms: ['hyperv'],
  needs: ['disks'],
  asksFor: ['disks[].capacityMiB'],
  fixHours: 8,
  evaluate: ({ disks }, { catalog }) => {
    const count = atMost(disks.length, 'disks', limitOf(catalog, 'azure-hyperv-disk-count'));
    return count.outcome === 'pass' ? disksAtMost(disks, limitOf(catalog, 'azure-hyperv-disk')) : count;
  },
});
