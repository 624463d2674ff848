import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { softwareKernel } from './software-kernel.ts';

describeRule(softwareKernel, 'vsphere', [
  { reason: 'a driver for packets', facts: { software: [{ name: 'Npcap' }] }, says: { fails: 'Npcap' } },
  { reason: 'a kernel module', facts: { software: [{ name: 'kmod-wireguard' }] }, says: { fails: 'kmod-wireguard' } },
  { reason: 'programs only', facts: { software: [{ name: 'nginx' }] }, says: 'pass' },
  { reason: 'nobody listed the software', facts: {}, says: { asks: ['software'] } },
]);
