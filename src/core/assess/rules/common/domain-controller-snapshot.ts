import { defineRule } from '../../rule.ts';
import { listed } from '../../kleene.ts';
import { noRole, notWindowsServer } from '../../roles.ts';
import { fail, pass, unknown } from '../../verdict.ts';
import { ownExperience } from '../sources.ts';

export const domainControllerSnapshot = defineRule({
  id: 'common.role.domain-controller-snapshot',
  label: 'Domain controller with snapshots',
  description: 'A domain controller that returns to a snapshot hands out identifiers twice and stops replicating.',
  remedy: 'Delete the snapshots, and never use one as the way back: promote a new controller instead.',
  severity: {
    stay: 'info',
    'openshift-virtualization': 'warning',
    'azure-vm': 'warning',
    kvm: 'warning',
    hyperv: 'warning',
    'azure-local': 'warning',
  },
  settledAtHome: true,
  source: ownExperience,
  needs: [],
  mayUse: ['roles', 'rolesSeen', 'os', 'snapshots'],
  fixHours: 1,
  evaluate: ({ roles, rolesSeen, os, snapshots }) => {
    const role = noRole(['domain-controller'], { roles, rolesSeen }, notWindowsServer(os));
    if (role.outcome === 'pass' || snapshots?.length === 0) return pass;
    if (snapshots === undefined) return unknown(['snapshots']);
    return role.outcome === 'fail' ? fail(`Snapshots: ${listed(snapshots.map(({ name }) => name))}.`) : role;
  },
});
