import { defineRule } from '../../rule.ts';
import { noRole } from '../../roles.ts';
import { ownExperience } from '../sources.ts';

export const virtualAppliance = defineRule({
  id: 'common.role.virtual-appliance',
  label: 'Virtual appliance',
  description: 'A vendor builds and supports this machine as a whole, for certain platforms only.',
  remedy: "Ask the vendor for the target's own image and move the configuration instead of the disks.",
  severity: {
    'openshift-virtualization': 'info',
    'azure-vm': 'info',
    kvm: 'info',
    hyperv: 'info',
    'azure-local': 'info',
  },
  // Containers have container.role.no-application, which blocks.
  source: ownExperience,
  needs: ['roles'],
  mayUse: ['rolesSeen'],
  fixHours: 8,
  evaluate: (facts) => noRole(['virtual-appliance'], facts),
});
