import { defineRule } from '../../rule.ts';
import { listed, noneOf } from '../../kleene.ts';
import { cite } from '../../../catalog/provenance.ts';
import { mibToGib } from '../../../model/units.ts';
import { limitOf } from '../../limits.ts';
import { kubevirtLimits } from '../sources.ts';

export const diskSize = defineRule({
  id: 'openshift.disk.above-maximum',
  label: 'Disk larger than possible',
  description: 'A disk is larger than one disk can be on OpenShift Virtualization.',
  remedy: 'Split the volume over several disks before the move.',
  severity: { 'openshift-virtualization': 'blocker' },
  source: kubevirtLimits,
  needs: ['disks'],
  asksFor: ['disks[].capacityMiB'],
  fixHours: 24,
  evaluate: ({ disks }, { catalog }) => {
    const most = limitOf(catalog, 'kubevirt-disk-size');
    return noneOf(
      disks,
      ({ capacityMiB }) => (capacityMiB === undefined ? undefined : mibToGib(capacityMiB) > most.value),
      ['disks[].capacityMiB'],
      (found) => `Larger than ${most.value} GiB (${cite(most)}): ${listed(found.map(({ label }) => label))}.`,
    );
  },
});
