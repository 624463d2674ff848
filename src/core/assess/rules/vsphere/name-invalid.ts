import { defineRule } from '../../rule.ts';
import { dnsNameAnswer } from '../../machine-answers.ts';
import { forklift } from '../sources.ts';

export const nameInvalid = defineRule({
  id: 'vsphere.name.invalid',
  label: 'Name is not a DNS label',
  description: 'The name breaks the rules of DNS names, so the migration renames the machine.',
  remedy:
    'Rename the machine: at most 63 letters, digits, dots and hyphens, starting and ending with a letter or digit.',
  severity: { 'openshift-virtualization': 'info' },
  source: forklift('name.rego'),
  covers: ['vmware.vm.name.invalid', 'ova.name.invalid'],
  platforms: ['vsphere'],
  needs: ['name'],
  fixHours: 0.5,
  evaluate: ({ name }) => dnsNameAnswer(name),
});
