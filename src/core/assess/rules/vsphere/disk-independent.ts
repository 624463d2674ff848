import { defineRule } from '../../rule.ts';
import { listed, noneOf } from '../../kleene.ts';
import { forklift } from '../sources.ts';

export const diskIndependent = defineRule({
  id: 'vsphere.disk.independent',
  label: 'Independent disk',
  description:
    'Independent disks are left out of snapshots, so the usual copy cannot read them; storage copy offload can.',
  remedy: 'Switch the disk to dependent while the machine is off and discover again, or use storage copy offload.',
  severity: { 'openshift-virtualization': 'warning', kvm: 'warning' },
  source: forklift('disk_mode.rego'),
  covers: ['vmware.disk_mode.independent'],
  platforms: ['vsphere'],
  needs: ['disks'],
  asksFor: ['disks[].mode'],
  fixHours: 1,
  evaluate: ({ disks }) =>
    noneOf(
      disks,
      ({ mode }) => (mode === undefined ? undefined : mode.startsWith('independent')),
      ['disks[].mode'],
      (found) => `Independent: ${listed(found.map(({ label, mode }) => `${label} (${mode ?? 'mode not stated'})`))}.`,
    ),
});
