import { defineRule } from '../../rule.ts';
import { listed } from '../../kleene.ts';
import { fail, pass } from '../../verdict.ts';
import { forkliftFor } from '../forklift-sources.ts';
import { QEMU } from './platforms.ts';

export const libvirtCustomSettings = defineRule({
  id: 'libvirt.custom-settings',
  label: 'Settings outside the model of the platform',
  description:
    'The machine has settings that its platform only passes on (custom properties, arguments to QEMU); nothing carries them.',
  remedy: 'Find out what each is for, and whether the target has a setting for it.',
  severity: {
    'openshift-virtualization': 'warning',
    'azure-vm': 'warning',
    kvm: 'warning',
    hyperv: 'warning',
    'azure-local': 'warning',
  },
  source: forkliftFor('ovirt', 'custom_properties.rego'),
  covers: ['ovirt.vm.custom_properties.detected'],
  platforms: QEMU,
  needs: ['customSettings'],
  fixHours: 4,
  evaluate: ({ customSettings: settings }) => (settings.length > 0 ? fail(`Set: ${listed(settings)}.`) : pass),
});
