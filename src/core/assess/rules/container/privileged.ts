import { defineRule } from '../../rule.ts';
import { fail, pass } from '../../verdict.ts';
import { ownExperience } from '../sources.ts';
import { WARNING } from './severity.ts';

export const containerPrivileged = defineRule({
  id: 'container.workload.privileged',
  label: 'Runs with the rights of its node',
  description: 'Privileged containers are refused unless the target allows them by a policy or a security context.',
  remedy: 'Drop what it does not need; else grant it its own security context constraint or exemption.',
  severity: WARNING,
  settledAtHome: true,
  source: ownExperience,
  kinds: ['container'],
  needs: ['privileged'],
  fixHours: 4,
  evaluate: ({ privileged }) => (privileged ? fail('One of its containers is privileged.') : pass),
});
