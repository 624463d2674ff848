import { defineRule } from '../../rule.ts';
import { disksAtMost, limitOf } from '../../limits.ts';
import { azureMigrateVmware } from '../sources.ts';

export const dataDiskAgentless = defineRule({
  id: 'azure.disk.above-agentless',
  label: 'Disk too large for agentless replication',
  description: 'A disk is larger than the common disk types and agentless replication take.',
  remedy: 'Stripe over several disks, or use Ultra or Premium v2 disks and copy the data in the guest.',
  severity: { 'azure-vm': 'warning' },
  source: azureMigrateVmware,
  settledOn: ['azure'],
  needs: ['disks'],
  asksFor: ['disks[].capacityMiB'],
  fixHours: 16,
  evaluate: ({ disks }, { catalog }) => disksAtMost(disks, limitOf(catalog, 'azure-data-disk-agentless')),
});
