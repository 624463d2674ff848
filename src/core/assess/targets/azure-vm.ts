import type { Target } from '../target.ts';

export const azureVm: Target = {
  id: 'azure-vm',
  title: 'Azure virtual machine',
  description: 'An Azure VM on managed disks, replicated by Azure Migrate or uploaded.',
  kinds: ['vm'],
  moves: true,
  platform: 'azure',
};
