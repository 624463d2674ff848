import { defineRule } from '../../rule.ts';
import { fail, pass } from '../../verdict.ts';
import { forkliftFor } from '../forklift-sources.ts';
import { QEMU } from './platforms.ts';

export const libvirtBallooning = defineRule({
  id: 'libvirt.ballooning',
  label: 'Memory ballooning is on',
  description:
    'The host may take memory back from the guest while it runs. Most targets give a machine its memory whole.',
  remedy: 'Size the target for the memory the guest is given, not for what the host has left.',
  severity: { 'openshift-virtualization': 'info', 'azure-vm': 'info', hyperv: 'info', 'azure-local': 'info' },
  source: forkliftFor('ovirt', 'ballooned_memory.rego'),
  covers: ['ovirt.memory.ballooning.enabled'],
  platforms: QEMU,
  needs: ['ballooning'],
  fixHours: 0.5,
  evaluate: ({ ballooning }) => (ballooning ? fail('A balloon device is attached.') : pass),
});
