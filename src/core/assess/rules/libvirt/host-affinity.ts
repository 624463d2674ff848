import { defineRule } from '../../rule.ts';
import { fail, pass } from '../../verdict.ts';
import { forkliftFor } from '../forklift-sources.ts';

export const libvirtHostAffinity = defineRule({
  id: 'libvirt.host-affinity',
  label: 'Bound to certain hosts',
  description: 'The machine may not be moved to other hosts of its cluster; the binding is not carried.',
  remedy: 'Find out why: a device, a licence, latency. Translate it to node affinity at the target, or let it go.',
  severity: {
    'openshift-virtualization': 'warning',
    'azure-vm': 'info',
    kvm: 'warning',
    hyperv: 'warning',
    'azure-local': 'warning',
  },
  source: forkliftFor('ovirt', 'placement_policy.rego'),
  covers: ['ovirt.placement_policy.affinity_set'],
  platforms: ['ovirt'],
  needs: ['hostAffinity'],
  fixHours: 2,
  evaluate: ({ hostAffinity: bound }) => (bound ? fail('It is bound to hosts.') : pass),
});
