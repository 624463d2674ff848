import { defineRule } from '../../rule.ts';
import { fail, pass } from '../../verdict.ts';
import { ownExperience } from '../sources.ts';
import { WARNING } from './severity.ts';

export const gpuNodes = defineRule({
  id: 'container.workload.gpu',
  label: 'Needs nodes with GPUs',
  description: 'The target needs nodes with the same card and the plugin that hands it out.',
  remedy: 'Plan such a pool first: isthmus gpu plan.',
  severity: WARNING,
  settledAtHome: true,
  source: ownExperience,
  kinds: ['container'],
  needs: ['gpus'],
  fixHours: 4,
  evaluate: ({ gpus }) =>
    gpus.length > 0
      ? fail(`It asks for ${gpus.map(({ count, type }) => `${count} × ${type ?? 'GPU'}`).join(', ')}.`)
      : pass,
});
