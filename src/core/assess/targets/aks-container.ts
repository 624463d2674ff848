import type { Target } from '../target.ts';

export const aksContainer: Target = {
  id: 'aks-container',
  title: 'AKS container',
  description: 'Containers on Azure Kubernetes Service, Linux or Windows, built anew from what the machine runs.',
  kinds: ['vm', 'container'],
  moves: true,
  platform: 'aks',
};
