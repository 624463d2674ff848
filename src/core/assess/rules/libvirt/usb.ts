import { defineRule } from '../../rule.ts';
import { noDevice } from '../../devices.ts';
import { unknown } from '../../verdict.ts';
import { forkliftFor } from '../forklift-sources.ts';
import { QEMU } from './platforms.ts';
import type { WorkloadFacts } from '../../../model/workload.ts';

/** Without its controller an oVirt machine has no USB device either, so that knowing the controller is enough. */
function withController(facts: Pick<WorkloadFacts, 'devices' | 'deviceTypesSeen'>): typeof facts {
  const seen = facts.deviceTypesSeen;
  return seen?.includes('usb-controller') === true ? { ...facts, deviceTypesSeen: [...seen, 'usb'] } : facts;
}

export const libvirtUsb = defineRule({
  id: 'libvirt.usb',
  label: 'USB devices are given to the machine',
  description: 'USB devices of the host or of a console are passed to the machine; they are not carried.',
  remedy:
    'If nothing uses them, remove them; else use a network USB server or a software licence in place of a dongle.',
  severity: {
    'openshift-virtualization': 'warning',
    'azure-vm': 'warning',
    kvm: 'warning',
    hyperv: 'warning',
    'azure-local': 'warning',
  },
  source: forkliftFor('ovirt', 'usb.rego'),
  covers: ['ovirt.usb.enabled'],
  platforms: QEMU,
  needs: [],
  mayUse: ['devices', 'deviceTypesSeen', 'platform'],
  fixHours: 1,
  evaluate: (facts) => {
    // oVirt lists the controller only while its USB support is on; on plain KVM every machine has one, used or not.
    const withIt = noDevice(['usb', 'usb-controller'], withController(facts));
    const without = noDevice(['usb'], facts);
    if (facts.platform === undefined) return withIt.outcome === without.outcome ? without : unknown(['platform']);
    return facts.platform === 'ovirt' ? withIt : without;
  },
});
