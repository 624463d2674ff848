import { defineRule } from '../../rule.ts';
import { noRole, notWindowsServer } from '../../roles.ts';
import { ownExperience } from '../sources.ts';
import { BLOCKER } from './severity.ts';

export const containerDomainController = defineRule({
  id: 'container.role.domain-controller',
  label: 'Domain controller',
  description: 'Directory services were taken out of the Windows container images.',
  remedy: 'Keep it as a virtual machine; promote a new one at the target.',
  severity: BLOCKER,
  source: ownExperience,
  needs: [],
  mayUse: ['roles', 'rolesSeen', 'os'],
  fixHours: 8,
  evaluate: ({ roles, rolesSeen, os }) => noRole(['domain-controller'], { roles, rolesSeen }, notWindowsServer(os)),
});
