import { defineRule } from '../../rule.ts';
import { fail, pass, unknown } from '../../verdict.ts';
import { BLOCKER } from './severity.ts';
import { windowsPodLimits } from './sources.ts';

export const windowsPrivileged = defineRule({
  id: 'container.workload.windows-privileged',
  label: 'Windows container with the rights of its node',
  description: "Windows has no privileged containers, and HostProcess containers are the platform's own.",
  remedy: 'Take what needs the node out of the workload.',
  severity: BLOCKER,
  settledAtHome: true,
  source: windowsPodLimits,
  kinds: ['container'],
  needs: [],
  mayUse: ['os', 'privileged'],
  fixHours: 16,
  evaluate: ({ os, privileged }) => {
    if (privileged === false || (os?.family !== undefined && os.family !== 'windows')) return pass;
    if (privileged === undefined) return unknown(['privileged']);
    return os?.family === undefined ? unknown(['os.family']) : fail('One of its containers is privileged.');
  },
});
