import { defineRule } from '../../rule.ts';
import { fail, pass } from '../../verdict.ts';
import { forkliftFor } from '../forklift-sources.ts';

export const libvirtHighAvailability = defineRule({
  id: 'libvirt.high-availability',
  label: 'Started again by the cluster',
  description: 'The cluster starts the machine on another host when its own fails; the setting is not carried.',
  remedy:
    'On OpenShift use run strategy Always and node health checks; on Hyper-V make it a clustered role; on Azure use zones.',
  severity: {
    'openshift-virtualization': 'warning',
    'azure-vm': 'info',
    kvm: 'warning',
    hyperv: 'warning',
    'azure-local': 'warning',
  },
  source: forkliftFor('ovirt', 'ha.rego'),
  covers: ['ovirt.ha.enabled'],
  platforms: ['ovirt'],
  needs: ['highAvailability'],
  fixHours: 1,
  evaluate: ({ highAvailability: on }) => (on ? fail('High availability is on.') : pass),
});
