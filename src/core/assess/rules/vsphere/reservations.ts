import { defineRule } from '../../rule.ts';
import { fail, pass, unknown } from '../../verdict.ts';
import type { FactPath } from '../../verdict.ts';
import { concerns } from '../sources.ts';

export const reservations = defineRule({
  id: 'vsphere.reservations',
  label: 'CPU or memory is reserved',
  description: 'Reserved CPU or memory is not carried to the target.',
  remedy: 'Set requests, limits or dedicated CPUs on OpenShift; on Azure a size is always reserved in full.',
  severity: {
    'openshift-virtualization': 'info',
    'azure-vm': 'info',
    kvm: 'info',
    hyperv: 'info',
    'azure-local': 'info',
  },
  source: concerns('reservations', 'secondary'),
  platforms: ['vsphere'],
  needs: [],
  mayUse: ['cpuReservationMhz', 'memoryReservationMiB'],
  fixHours: 0.5,
  evaluate: ({ cpuReservationMhz: cpu, memoryReservationMiB: memory }) => {
    if ((cpu ?? 0) > 0 || (memory ?? 0) > 0) return fail(`Reserved: ${cpu ?? '?'} MHz, ${memory ?? '?'} MiB.`);
    const missing: FactPath[] = [];
    if (cpu === undefined) missing.push('cpuReservationMhz');
    if (memory === undefined) missing.push('memoryReservationMiB');
    return missing.length > 0 ? unknown(missing) : pass;
  },
});
