import type { Target } from '../target.ts';

export const openshiftContainer: Target = {
  id: 'openshift-container',
  title: 'OpenShift container',
  description: 'Containers on OpenShift, Linux or Windows, built anew from what the machine runs.',
  kinds: ['vm', 'container'],
  moves: true,
  platform: 'openshift',
};
