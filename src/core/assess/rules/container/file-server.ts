import { defineRule } from '../../rule.ts';
import { noRole } from '../../roles.ts';
import { ownExperience } from '../sources.ts';
import { BLOCKER } from './severity.ts';

export const containerFileServer = defineRule({
  id: 'container.role.file-server',
  label: 'File server',
  description: 'Sharing files is done by the kernel, and the role was taken out of the Windows container images.',
  remedy: 'Move the shares to a storage service of the target, or keep the virtual machine.',
  severity: BLOCKER,
  source: ownExperience,
  needs: [],
  mayUse: ['roles', 'rolesSeen'],
  fixHours: 24,
  evaluate: (facts) => noRole(['file-server'], facts),
});
