import { defineRule } from '../../rule.ts';
import { noRole, notWindowsServer } from '../../roles.ts';
import { ownExperience } from '../sources.ts';

export const domainController = defineRule({
  id: 'common.role.domain-controller',
  label: 'Domain controller',
  description: 'A domain controller must never be rolled back to an older copy, and the domain needs one at each site.',
  remedy: 'Rather promote a new one at the target and demote this one. If moved: cold, alone, never in the first wave.',
  severity: {
    'openshift-virtualization': 'warning',
    'azure-vm': 'warning',
    kvm: 'warning',
    hyperv: 'warning',
    'azure-local': 'warning',
  },
  settledAtHome: true,
  source: ownExperience,
  needs: [],
  mayUse: ['roles', 'rolesSeen', 'os'],
  fixHours: 8,
  evaluate: ({ roles, rolesSeen, os }) => noRole(['domain-controller'], { roles, rolesSeen }, notWindowsServer(os)),
});
