import { defineRule } from '../../rule.ts';
import { fail, pass } from '../../verdict.ts';
import { ownExperience } from '../sources.ts';
import { WARNING } from './severity.ts';

export const nodeAgent = defineRule({
  id: 'container.workload.node-agent',
  label: 'Runs on every node',
  description: 'A DaemonSet looks after the nodes of its cluster; another cluster has its own.',
  remedy: 'Install the same agent at the target from its vendor, rather than moving it.',
  severity: WARNING,
  settledAtHome: true,
  source: ownExperience,
  kinds: ['container'],
  needs: ['controller'],
  fixHours: 2,
  evaluate: ({ controller }) => (controller === 'DaemonSet' ? fail('It is a DaemonSet.') : pass),
});
