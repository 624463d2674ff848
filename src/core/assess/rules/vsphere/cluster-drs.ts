import { defineRule } from '../../rule.ts';
import { fail, pass } from '../../verdict.ts';
import { forklift } from '../sources.ts';

export const clusterDrs = defineRule({
  id: 'vsphere.cluster.drs',
  label: 'Cluster balances load by itself',
  description: 'The cluster runs DRS; the target balances by other means.',
  remedy:
    'On OpenShift the descheduler is the nearest match; a Hyper-V failover cluster balances by itself; on KVM plan placement by hand or by this tool.',
  severity: { 'openshift-virtualization': 'info', kvm: 'info', hyperv: 'info', 'azure-local': 'info' },
  source: forklift('drs_enabled.rego'),
  covers: ['vmware.drs.enabled'],
  platforms: ['vsphere'],
  needs: ['clusterDrsEnabled'],
  mayUse: ['cluster'],
  fixHours: 0,
  evaluate: ({ clusterDrsEnabled: on, cluster }) =>
    on ? fail(`DRS is on${cluster === undefined ? '' : ` in cluster ${cluster}`}.`) : pass,
});
