import { listed } from '../../kleene.ts';
import { defineRule } from '../../rule.ts';
import { fail, pass } from '../../verdict.ts';
import { ownExperience } from '../sources.ts';

export const furtherNetworks = defineRule({
  id: 'container.workload.further-networks',
  label: 'On networks beside the pod network',
  description: 'Further networks need Multus and attachment definitions, which AKS does not bring.',
  remedy: 'Make the attachment definitions at the target, or reach the network by routing.',
  severity: { 'openshift-container': 'warning', 'aks-container': 'blocker' },
  settledAtHome: true,
  source: ownExperience,
  kinds: ['container'],
  needs: ['networks'],
  fixHours: 8,
  evaluate: ({ networks }) => (networks.length > 1 ? fail(`Networks: ${listed(networks)}.`) : pass),
});
