import { defineRule } from '../../rule.ts';
import { noDevice } from '../../devices.ts';
import { forkliftFor } from '../forklift-sources.ts';
import { QEMU } from './platforms.ts';

export const libvirtWatchdog = defineRule({
  id: 'libvirt.watchdog',
  label: 'Watchdog device',
  description:
    'The hypervisor resets the machine when its guest no longer feeds the watchdog; the device is not carried.',
  remedy:
    'On OpenShift add spec.domain.devices.watchdog; elsewhere stop the watchdog daemon, or it resets the machine.',
  severity: {
    'openshift-virtualization': 'warning',
    'azure-vm': 'warning',
    hyperv: 'warning',
    'azure-local': 'warning',
    kvm: 'info',
  },
  source: forkliftFor('ovirt', 'watchdog.rego'),
  covers: ['ovirt.watchdog.enabled', 'openstack.watchdog.detected'],
  platforms: QEMU,
  needs: [],
  mayUse: ['devices', 'deviceTypesSeen'],
  fixHours: 1,
  evaluate: (facts) => noDevice(['watchdog'], facts),
});
