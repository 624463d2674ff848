import { defineRule } from '../../rule.ts';
import { fail, pass, unknown } from '../../verdict.ts';
import { forkliftFor } from '../forklift-sources.ts';
import { QEMU } from './platforms.ts';
import type { FactPath } from '../../verdict.ts';

export const libvirtNumaTuning = defineRule({
  id: 'libvirt.numa-tuning',
  label: 'Tuned for memory nodes',
  description:
    'The guest is shown memory nodes of its own, or its memory is bound to nodes of the host; neither is carried.',
  remedy:
    'On OpenShift use dedicated CPUs with NUMA passthrough; on Hyper-V virtual NUMA comes by itself; on Azure test the size.',
  severity: {
    'openshift-virtualization': 'warning',
    'azure-vm': 'info',
    kvm: 'warning',
    hyperv: 'info',
    'azure-local': 'info',
  },
  source: forkliftFor('ovirt', 'numa_tune.rego'),
  covers: ['ovirt.numa.tuning.detected', 'openstack.numa_tuning.detected'],
  platforms: QEMU,
  needs: [],
  mayUse: ['numaAffinity', 'guestNumaNodes'],
  fixHours: 2,
  evaluate: ({ numaAffinity: bound, guestNumaNodes: shown }) => {
    if (bound !== undefined && bound.length > 0) return fail(`Bound to NUMA nodes ${bound.join(', ')}.`);
    if (shown !== undefined && shown > 0) return fail(`The guest is shown ${shown} NUMA nodes.`);
    const missing: FactPath[] = [];
    if (bound === undefined) missing.push('numaAffinity');
    if (shown === undefined) missing.push('guestNumaNodes');
    return missing.length > 0 ? unknown(missing) : pass;
  },
});
