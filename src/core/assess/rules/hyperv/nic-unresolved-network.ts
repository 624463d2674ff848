import { defineRule } from '../../rule.ts';
import { listed, noneOf, not } from '../../kleene.ts';
import { forkliftFor } from '../forklift-sources.ts';

export const hypervNicUnresolvedNetwork = defineRule({
  id: 'hyperv.nic.unresolved-network',
  label: 'Adapter on a switch nobody lists',
  description: 'An adapter names a virtual switch that none of the hosts has; the migration leaves the adapter out.',
  remedy: 'Collect from every node, or connect the adapter to a switch that exists.',
  severity: {
    stay: 'warning',
    'openshift-virtualization': 'warning',
    'azure-vm': 'warning',
    kvm: 'warning',
    hyperv: 'warning',
    'azure-local': 'warning',
  },
  source: forkliftFor('hyperv', 'nic_unresolved_network.rego'),
  covers: ['hyperv.nic.unresolved_network'],
  platforms: ['hyperv'],
  needs: ['nics'],
  asksFor: ['nics[].networkKnown'],
  fixHours: 1,
  evaluate: ({ nics }) =>
    noneOf(
      nics,
      ({ networkKnown }) => not(networkKnown),
      ['nics[].networkKnown'],
      (found) => `No host lists: ${listed(found.map(({ label, switchName }) => `${switchName ?? ''} (${label})`))}.`,
      'No source lists the switches of the hosts.',
    ),
});
