import { defineRule } from '../../rule.ts';
import { fail, pass } from '../../verdict.ts';
import { forklift } from '../sources.ts';

export const hostNameDefault = defineRule({
  id: 'vsphere.host-name.default',
  label: 'Guest has a default host name',
  description: 'The guest is called localhost, so several machines would share one name.',
  remedy: 'Set a host name in the guest.',
  severity: {
    'openshift-virtualization': 'warning',
    'azure-vm': 'info',
    kvm: 'info',
    hyperv: 'info',
    'azure-local': 'info',
  },
  source: forklift('hostname.rego'),
  covers: ['vmware.hostname.default'],
  platforms: ['vsphere'],
  needs: ['hostName'],
  fixHours: 0.5,
  evaluate: ({ hostName }) =>
    hostName.toLowerCase() === 'localhost.localdomain' ? fail(`The guest is called ${hostName}.`) : pass,
});
