import { listed } from '../../kleene.ts';
import { defineRule } from '../../rule.ts';
import { fail, pass } from '../../verdict.ts';
import { ownExperience } from '../sources.ts';
import { WARNING } from './severity.ts';

export const localState = defineRule({
  id: 'container.state.data-disks',
  label: 'Data on disks of its own',
  description: 'What a container writes is gone with it: data needs a volume, and every further copy the same data.',
  remedy: 'Plan a persistent volume for each data disk, or move the data to a database, file or object service.',
  severity: WARNING,
  source: ownExperience,
  needs: ['disks'],
  fixHours: 8,
  evaluate: ({ disks }) =>
    disks.length > 1
      ? fail(`${disks.length - 1} beside the first: ${listed(disks.slice(1).map(({ label }) => label))}.`)
      : pass,
});
