import { defineRule } from '../../rule.ts';
import { listed } from '../../kleene.ts';
import { fail } from '../../verdict.ts';
import { noDevice, runsWithoutPassthrough } from '../../devices.ts';
import { concerns } from '../sources.ts';

export const vgpu = defineRule({
  id: 'common.device.vgpu',
  label: 'Virtual GPU',
  description: 'The machine uses a slice of a GPU of its host; it is not carried.',
  remedy: 'Remove it before the move and attach a mediated device, or choose a GPU size, with driver and licence.',
  severity: {
    'openshift-virtualization': 'blocker',
    'azure-vm': 'blocker',
    kvm: 'warning',
    hyperv: 'warning',
    'azure-local': 'warning',
  },
  settledAtHome: true,
  source: concerns('vgpu', 'secondary'),
  needs: [],
  mayUse: ['gpus', 'devices', 'deviceTypesSeen', 'platform', 'powerState', 'memoryMiB', 'memoryReservationMiB'],
  fixHours: 16,
  evaluate: (facts) => {
    const { gpus } = facts;
    if (gpus !== undefined && gpus.length > 0)
      return fail(`GPUs: ${listed(gpus.map(({ type }) => type ?? 'type unknown'))}.`);
    return noDevice(['vgpu', 'gpu'], facts, gpus !== undefined || runsWithoutPassthrough(facts));
  },
});
