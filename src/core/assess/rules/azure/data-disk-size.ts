import { defineRule } from '../../rule.ts';
import { listed, noneOf } from '../../kleene.ts';
import { cite } from '../../../catalog/provenance.ts';
import { mibToGib } from '../../../model/units.ts';
import { limitOf } from '../../limits.ts';
import { azureReadiness } from '../sources.ts';

export const dataDiskSize = defineRule({
  id: 'azure.disk.above-maximum',
  label: 'Disk larger than possible',
  description: 'A disk is larger than any Azure managed disk.',
  remedy: 'Split the data over several disks and stripe them in the guest.',
  severity: { 'azure-vm': 'blocker' },
  source: azureReadiness,
  needs: ['disks'],
  asksFor: ['disks[].capacityMiB'],
  fixHours: 24,
  evaluate: ({ disks }, { catalog }) => {
    const most = limitOf(catalog, 'azure-data-disk');
    return noneOf(
      disks,
      ({ capacityMiB }) => (capacityMiB === undefined ? undefined : mibToGib(capacityMiB) > most.value),
      ['disks[].capacityMiB'],
      (found) => `Larger than ${most.value} GiB (${cite(most)}): ${listed(found.map(({ label }) => label))}.`,
    );
  },
});
