import { defineRule } from '../../rule.ts';
import { listed, noneOf } from '../../kleene.ts';
import { forklift } from '../sources.ts';

export const diskWithoutDatastore = defineRule({
  id: 'vsphere.disk.without-datastore',
  label: 'Disk on no datastore',
  description: 'A disk lies on no datastore that can be found, so nothing can read it.',
  remedy: 'Move the disk to a reachable datastore, or remove it from the machine.',
  severity: {
    'openshift-virtualization': 'blocker',
    'azure-vm': 'blocker',
    kvm: 'blocker',
    hyperv: 'blocker',
    'azure-local': 'blocker',
  },
  source: forklift('datastore.rego'),
  covers: ['vmware.datastore.missing'],
  platforms: ['vsphere'],
  needs: ['disks'],
  asksFor: ['disks[].datastore'],
  fixHours: 2,
  evaluate: ({ disks }) =>
    noneOf(
      disks,
      (disk) => (disk.datastore === undefined ? undefined : disk.datastore === ''),
      ['disks[].datastore'],
      (found) => `On no datastore: ${listed(found.map(({ label }) => label))}.`,
    ),
});
