import { defineRule } from '../../rule.ts';
import { listed } from '../../kleene.ts';
import { fail } from '../../verdict.ts';
import { noDevice, runsWithoutPassthrough } from '../../devices.ts';
import { forklift } from '../sources.ts';

export const sriov = defineRule({
  id: 'vsphere.device.sriov',
  label: 'SR-IOV network adapter',
  description: 'A network adapter bypasses the virtual switch; it is not carried to the target.',
  remedy:
    'On OpenShift recreate it with the SR-IOV operator; on Azure use accelerated networking; on KVM a hostdev interface.',
  severity: {
    'openshift-virtualization': 'warning',
    'azure-vm': 'info',
    kvm: 'warning',
    hyperv: 'warning',
    'azure-local': 'warning',
  },
  source: forklift('sriov_device.rego'),
  covers: ['vmware.device.sriov.detected'],
  platforms: ['vsphere'],
  needs: [],
  mayUse: ['nics', 'devices', 'deviceTypesSeen', 'platform', 'powerState', 'memoryMiB', 'memoryReservationMiB'],
  fixHours: 4,
  evaluate: (facts) => {
    const { nics } = facts;
    const bypassing = (nics ?? []).filter(({ passthrough }) => passthrough === 'sriov');
    if (bypassing.length > 0) return fail(`SR-IOV: ${listed(bypassing.map(({ label }) => label))}.`);
    const ruledOut = nics !== undefined && nics.every(({ passthrough }) => passthrough !== undefined);
    return noDevice(['sriov'], facts, ruledOut || runsWithoutPassthrough(facts));
  },
});
