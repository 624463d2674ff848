import { defineRule } from '../../rule.ts';
import { noRole } from '../../roles.ts';
import { ownExperience } from '../sources.ts';
import { BLOCKER } from './severity.ts';

export const containerNoApplication = defineRule({
  id: 'container.role.no-application',
  label: 'Appliance or Kubernetes node',
  description: 'It is delivered as a machine, or carries containers itself.',
  remedy: 'Ask its vendor for a container edition; nodes are built anew with their cluster.',
  severity: BLOCKER,
  source: ownExperience,
  needs: [],
  mayUse: ['roles', 'rolesSeen', 'guestServices', 'software'],
  fixHours: 16,
  evaluate: ({ roles, rolesSeen, guestServices, software }) => {
    // Whoever lists its services or packages was let in: it is no closed appliance.
    const appliance = noRole(
      ['virtual-appliance'],
      { roles, rolesSeen },
      guestServices !== undefined || software !== undefined,
    );
    if (appliance.outcome === 'fail') return appliance;
    const node = noRole(['kubernetes-node'], { roles, rolesSeen });
    return node.outcome === 'pass' ? appliance : node;
  },
});
