import { defineRule } from '../../rule.ts';
import { fail, pass } from '../../verdict.ts';
import { ownExperience } from '../sources.ts';
import { WARNING } from './severity.ts';

export const boundToNodes = defineRule({
  id: 'container.workload.bound-to-nodes',
  label: "Bound to labels of this cluster's nodes",
  description:
    'A node selector or affinity names labels that nodes elsewhere do not carry: its pods would wait forever.',
  remedy: 'Give nodes of the target the same labels, or change the selector.',
  severity: WARNING,
  settledAtHome: true,
  source: ownExperience,
  kinds: ['container'],
  needs: ['hostAffinity'],
  fixHours: 1,
  evaluate: ({ hostAffinity }) => (hostAffinity ? fail('It demands nodes by label.') : pass),
});
