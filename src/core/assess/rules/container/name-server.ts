import { defineRule } from '../../rule.ts';
import { noRole } from '../../roles.ts';
import { ownExperience } from '../sources.ts';
import { BLOCKER } from './severity.ts';

export const containerNameServer = defineRule({
  id: 'container.role.name-server',
  label: 'Name server',
  description: 'Others find it by its address, which a container does not keep.',
  remedy: 'Serve the zones from the name service of the target, or keep the virtual machine.',
  severity: BLOCKER,
  source: ownExperience,
  needs: [],
  mayUse: ['roles', 'rolesSeen'],
  fixHours: 16,
  evaluate: (facts) => noRole(['dns-server'], facts),
});
