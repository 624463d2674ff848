import { listed } from '../../kleene.ts';
import { defineRule } from '../../rule.ts';
import { fail, pass } from '../../verdict.ts';
import { ownExperience } from '../sources.ts';
import { WARNING } from './severity.ts';

export const hostPath = defineRule({
  id: 'container.workload.host-path',
  label: 'Mounts folders of its node',
  description: 'What lies on the nodes of this cluster does not lie on those of another, and most policies refuse it.',
  remedy: 'Use a volume, a ConfigMap or a Secret for what it reads there.',
  severity: WARNING,
  settledAtHome: true,
  source: ownExperience,
  kinds: ['container'],
  needs: ['hostPaths'],
  fixHours: 6,
  evaluate: ({ hostPaths }) => (hostPaths.length > 0 ? fail(`Folders: ${listed(hostPaths)}.`) : pass),
});
