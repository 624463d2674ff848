import { defineRule } from '../../rule.ts';
import { listed, noneOf } from '../../kleene.ts';
import { cite } from '../../../catalog/provenance.ts';
import { mibToGib } from '../../../model/units.ts';
import { limitOf } from '../../limits.ts';
import { azureMigrateVmware } from '../sources.ts';

export const dataDiskAgentless = defineRule({
  id: 'azure.disk.above-agentless',
  label: 'Disk too large for agentless replication',
  description: 'A disk is larger than the common disk types and agentless replication take.',
  remedy: 'Stripe over several disks, or use Ultra or Premium v2 disks and copy the data in the guest.',
  severity: { 'azure-vm': 'warning' },
  source: azureMigrateVmware,
  needs: ['disks'],
  asksFor: ['disks[].capacityMiB'],
  fixHours: 16,
  evaluate: ({ disks }, { catalog }) => {
    const most = limitOf(catalog, 'azure-data-disk-agentless');
    return noneOf(
      disks,
      ({ capacityMiB }) => (capacityMiB === undefined ? undefined : mibToGib(capacityMiB) > most.value),
      ['disks[].capacityMiB'],
      (found) => `Larger than ${most.value} GiB (${cite(most)}): ${listed(found.map(({ label }) => label))}.`,
    );
  },
});
