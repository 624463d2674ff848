import { defineRule } from '../../rule.ts';
import { fail, pass } from '../../verdict.ts';
import { forklift } from '../sources.ts';

export const clusterDpm = defineRule({
  id: 'vsphere.cluster.dpm',
  label: 'Cluster switches idle hosts off',
  description: 'The cluster runs DPM; OpenShift has no match for it.',
  remedy: 'Plan power saving otherwise, or do without.',
  severity: { 'openshift-virtualization': 'info', kvm: 'info', hyperv: 'info', 'azure-local': 'info' },
  source: forklift('dpm_enabled.rego'),
  covers: ['vmware.dpm.enabled'],
  platforms: ['vsphere'],
  needs: ['clusterDpmEnabled'],
  mayUse: ['cluster'],
  fixHours: 0,
  evaluate: ({ clusterDpmEnabled: on, cluster }) =>
    on ? fail(`DPM is on${cluster === undefined ? '' : ` in cluster ${cluster}`}.`) : pass,
});
