import { defineRule } from '../../rule.ts';
import { fail, pass } from '../../verdict.ts';
import { forkliftFor } from '../forklift-sources.ts';
import { QEMU } from './platforms.ts';

export const libvirtBootMenu = defineRule({
  id: 'libvirt.boot-menu',
  label: 'Boot menu is on',
  description: 'The firmware waits with a boot menu; the setting is not carried.',
  remedy: 'Nothing, unless somebody chooses at boot: then set the boot order at the target.',
  severity: { 'openshift-virtualization': 'warning', 'azure-vm': 'info', hyperv: 'info', 'azure-local': 'info' },
  source: forkliftFor('ovirt', 'bios_boot_menu.rego'),
  covers: ['ovirt.bios.boot_menu.enabled', 'openstack.bios.boot_menu.enabled'],
  platforms: QEMU,
  needs: ['bootMenu'],
  fixHours: 0.5,
  evaluate: ({ bootMenu }) => (bootMenu ? fail('The boot menu is on.') : pass),
});
