import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { libvirtIoThreads } from './io-threads.ts';

describeRule(libvirtIoThreads, 'kvm', [
  { reason: 'two', facts: { ioThreads: 2 }, says: { fails: '2 I/O threads' } },
  { reason: 'one is usual', facts: { ioThreads: 1 }, says: 'pass' },
  { reason: 'none', facts: { ioThreads: 0 }, says: 'pass' },
  { reason: 'not told', facts: {}, says: { asks: ['ioThreads'] } },
]);
