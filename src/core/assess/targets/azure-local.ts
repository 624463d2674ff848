import type { Target } from '../target.ts';

export const azureLocal: Target = {
  id: 'azure-local',
  title: 'Azure Local',
  description: 'An Azure Local virtual machine, moved by Azure Migrate to Azure Local or imported.',
  kinds: ['vm'],
  moves: true,
  platform: 'azure-local',
};
