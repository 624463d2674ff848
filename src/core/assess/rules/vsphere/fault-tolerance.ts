import { defineRule } from '../../rule.ts';
import { fail, pass } from '../../verdict.ts';
import { forklift } from '../sources.ts';

export const faultTolerance = defineRule({
  id: 'vsphere.fault-tolerance',
  label: 'Fault Tolerance is on',
  description:
    'The machine runs as a mirrored pair; no target does that, and its disks cannot be copied while it is on.',
  remedy: 'Switch Fault Tolerance off before the move and rebuild availability in the application.',
  severity: {
    'openshift-virtualization': 'warning',
    'azure-vm': 'blocker',
    kvm: 'warning',
    hyperv: 'warning',
    'azure-local': 'blocker',
  },
  source: forklift('fault_tolerance.rego'),
  covers: ['vmware.fault_tolerance.enabled'],
  platforms: ['vsphere'],
  needs: ['faultTolerance'],
  fixHours: 8,
  evaluate: ({ faultTolerance }) => (faultTolerance ? fail('Fault Tolerance is on.') : pass),
});
