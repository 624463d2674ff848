import { defineRule } from '../../rule.ts';
import { fail, pass } from '../../verdict.ts';
import { forkliftFor } from '../forklift-sources.ts';

export const hypervIpMissing = defineRule({
  id: 'hyperv.ip-missing',
  label: 'No IP address known',
  description: 'The guest reports no address, so addresses cannot be kept and the move cannot be checked after it.',
  remedy: 'Start the machine with running integration services and collect again.',
  severity: { 'openshift-virtualization': 'warning', 'azure-vm': 'info', kvm: 'info', 'azure-local': 'info' },
  source: forkliftFor('hyperv', 'ip_state.rego'),
  covers: ['hyperv.vm_missing_ip.detected'],
  platforms: ['hyperv'],
  needs: ['ipAddresses'],
  fixHours: 0.5,
  evaluate: ({ ipAddresses }) => (ipAddresses.length === 0 ? fail('The guest reports no address.') : pass),
});
