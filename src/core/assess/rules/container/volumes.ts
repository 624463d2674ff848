import { listed } from '../../kleene.ts';
import { defineRule } from '../../rule.ts';
import { fail, pass } from '../../verdict.ts';
import { ownExperience } from '../sources.ts';
import { WARNING } from './severity.ts';

export const containerVolumes = defineRule({
  id: 'container.workload.volumes',
  label: 'Keeps data on volumes',
  description: 'Manifests move at once, data does not: volumes are copied, and their storage class must exist there.',
  remedy: 'Map the storage class, copy the volumes while the workload is stopped, then start it at the target.',
  severity: WARNING,
  settledAtHome: true,
  source: ownExperience,
  kinds: ['container'],
  needs: ['disks'],
  fixHours: 4,
  evaluate: ({ disks }) => (disks.length > 0 ? fail(`Volumes: ${listed(disks.map(({ label }) => label))}.`) : pass),
});
