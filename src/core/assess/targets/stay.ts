import type { Target } from '../target.ts';

export const stay: Target = {
  id: 'stay',
  title: 'Stay where it is',
  description: 'The workload keeps running on its present platform; only what ends its support there counts.',
  kinds: ['vm', 'container', 'ai'],
  moves: false,
};
