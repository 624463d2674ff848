import { defineRule } from '../../rule.ts';
import { dnsNameAnswer } from '../../machine-answers.ts';
import { forkliftFor } from '../forklift-sources.ts';
import { QEMU } from './platforms.ts';

export const libvirtNameInvalid = defineRule({
  id: 'libvirt.name.invalid',
  label: 'Name is not a DNS label',
  description: 'The name breaks the rules of DNS names, so the migration renames the machine.',
  remedy:
    'Rename the machine: at most 63 letters, digits, dots and hyphens, starting and ending with a letter or digit.',
  severity: { 'openshift-virtualization': 'info' },
  source: forkliftFor('ovirt', 'name.rego'),
  covers: ['ovirt.name.invalid', 'openstack.vm.name.invalid'],
  platforms: QEMU,
  needs: ['name'],
  fixHours: 0.5,
  evaluate: ({ name }) => dnsNameAnswer(name),
});
