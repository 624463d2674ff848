import { defineRule } from '../../rule.ts';
import { fail, pass } from '../../verdict.ts';
import { forklift } from '../sources.ts';

export const ipMissing = defineRule({
  id: 'vsphere.ip-missing',
  label: 'No IP address known',
  description: 'The guest reports no address, so addresses cannot be kept and the move cannot be checked after it.',
  remedy: 'Start the machine with running VMware Tools and discover again.',
  severity: {
    'openshift-virtualization': 'warning',
    'azure-vm': 'info',
    kvm: 'info',
    hyperv: 'info',
    'azure-local': 'info',
  },
  source: forklift('ip_state.rego'),
  covers: ['vmware.vm_missing_ip.detected'],
  platforms: ['vsphere'],
  needs: ['ipAddresses'],
  fixHours: 0.5,
  evaluate: ({ ipAddresses }) => (ipAddresses.length === 0 ? fail('The guest reports no address.') : pass),
});
