import { defineRule } from '../../rule.ts';
import { fail, pass, unknown } from '../../verdict.ts';
import { WARNING } from './severity.ts';
import { windowsMatrix } from './sources.ts';

export const windowsNodes = defineRule({
  id: 'container.workload.windows-nodes',
  label: 'Needs Windows nodes',
  description:
    'Windows containers run on Windows nodes of their own build, which a cluster has only when it was given some.',
  remedy: 'Run "isthmus containers check" for the target, and add a pool of the right build first.',
  severity: WARNING,
  settledAtHome: true,
  source: windowsMatrix,
  kinds: ['container'],
  needs: ['os'],
  asksFor: ['os.family'],
  fixHours: 8,
  evaluate: ({ os }) => {
    if (os.family === undefined) return unknown(['os.family']);
    return os.family === 'windows' ? fail('Its pods run on Windows.') : pass;
  },
});
