import { defineRule } from '../../rule.ts';
import { listed } from '../../kleene.ts';
import { fail, pass, unknown } from '../../verdict.ts';
import { forklift } from '../sources.ts';

export const hostAffinity = defineRule({
  id: 'vsphere.host-affinity',
  label: 'Bound to certain hosts',
  description: 'A rule keeps the machine on certain hosts; rules are not carried to the target.',
  remedy: 'Translate the rule to node affinity on OpenShift, or find that it is no longer needed (licences, dongles).',
  severity: {
    'openshift-virtualization': 'warning',
    'azure-vm': 'info',
    kvm: 'warning',
    hyperv: 'warning',
    'azure-local': 'warning',
  },
  source: forklift('host_affinity.rego'),
  covers: ['vmware.host_affinity.detected'],
  platforms: ['vsphere'],
  needs: [],
  mayUse: ['hostAffinity', 'affinityRules'],
  fixHours: 2,
  evaluate: ({ hostAffinity, affinityRules }) => {
    if (hostAffinity === true)
      return fail(`Host affinity${affinityRules === undefined ? '' : `: ${listed(affinityRules)}`}.`);
    // In no rule of its cluster at all, it is in none about hosts.
    return hostAffinity === false || affinityRules?.length === 0 ? pass : unknown(['hostAffinity']);
  },
});
