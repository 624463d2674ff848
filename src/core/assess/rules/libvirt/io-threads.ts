import { defineRule } from '../../rule.ts';
import { fail, pass } from '../../verdict.ts';
import { forkliftFor } from '../forklift-sources.ts';
import { QEMU } from './platforms.ts';

export const libvirtIoThreads = defineRule({
  id: 'libvirt.io-threads',
  label: 'Threads of its own for disks',
  description: 'More than one thread serves the disks; the number is not carried.',
  remedy: 'Measure disk latency after the move; on OpenShift set ioThreadsPolicy when it is too high.',
  severity: {
    'openshift-virtualization': 'info',
    'azure-vm': 'info',
    kvm: 'info',
    hyperv: 'info',
    'azure-local': 'info',
  },
  source: forkliftFor('ovirt', 'io_threads.rego'),
  covers: ['ovirt.iothreads.configured'],
  platforms: QEMU,
  needs: ['ioThreads'],
  fixHours: 1,
  evaluate: ({ ioThreads }) => (ioThreads > 1 ? fail(`${ioThreads} I/O threads.`) : pass),
});
