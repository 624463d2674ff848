import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { gpuNodes } from './gpu-nodes.ts';

describeRule(gpuNodes, 'kubernetes', [
  { reason: 'a card', facts: { gpus: [{ type: 'NVIDIA-L40S', count: 2 }] }, says: { fails: '2 × NVIDIA-L40S' } },
  { reason: 'none', facts: { gpus: [] }, says: 'pass' },
  { reason: 'not told', facts: {}, says: { asks: ['gpus'] } },
]);
