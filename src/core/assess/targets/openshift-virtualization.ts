import type { Target } from '../target.ts';

export const openshiftVirtualization: Target = {
  id: 'openshift-virtualization',
  title: 'OpenShift Virtualization',
  description:
    'A KubeVirt virtual machine on OpenShift, converted and moved by the Migration Toolkit for Virtualization.',
  kinds: ['vm'],
  moves: true,
  platform: 'openshift',
};
