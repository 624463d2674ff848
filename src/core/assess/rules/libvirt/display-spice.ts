import { defineRule } from '../../rule.ts';
import { fail, pass } from '../../verdict.ts';
import { forkliftFor } from '../forklift-sources.ts';
import { QEMU } from './platforms.ts';

export const libvirtDisplaySpice = defineRule({
  id: 'libvirt.display-spice',
  label: 'Console by SPICE',
  description:
    'The console is reached by SPICE; KubeVirt and Azure do not have it, Red Hat has removed it from RHEL 9.',
  remedy: 'Tell the people who use the console how it is reached at the target: VNC in the browser, or remote desktop.',
  severity: {
    'openshift-virtualization': 'info',
    'azure-vm': 'info',
    kvm: 'info',
    hyperv: 'info',
    'azure-local': 'info',
  },
  source: forkliftFor('ovirt', 'display_type.rego'),
  covers: ['ovirt.display_type.spice.enabled'],
  platforms: QEMU,
  needs: ['displays'],
  fixHours: 0.5,
  evaluate: ({ displays }) => (displays.includes('spice') ? fail('SPICE is on.') : pass),
});
