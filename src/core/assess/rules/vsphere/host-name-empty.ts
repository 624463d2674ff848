import { defineRule } from '../../rule.ts';
import { fail, pass } from '../../verdict.ts';
import { forklift } from '../sources.ts';

export const hostNameEmpty = defineRule({
  id: 'vsphere.host-name.empty',
  label: 'Guest has no host name',
  description: 'The guest reports an empty host name; the target may give it one that clashes.',
  remedy: 'Set a host name in the guest.',
  severity: {
    'openshift-virtualization': 'warning',
    'azure-vm': 'info',
    kvm: 'info',
    hyperv: 'info',
    'azure-local': 'info',
  },
  source: forklift('hostname.rego'),
  covers: ['vmware.hostname.empty'],
  platforms: ['vsphere'],
  needs: ['hostName'],
  fixHours: 0.5,
  evaluate: ({ hostName }) => (hostName.trim() === '' ? fail('The guest reports an empty host name.') : pass),
});
