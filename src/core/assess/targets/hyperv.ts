import type { Target } from '../target.ts';

export const hyperV: Target = {
  id: 'hyperv',
  title: 'Hyper-V',
  description: 'A Hyper-V virtual machine on Windows Server, converted and imported.',
  kinds: ['vm'],
  moves: true,
  platform: 'hyperv',
};
