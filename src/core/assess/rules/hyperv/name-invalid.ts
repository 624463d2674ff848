import { defineRule } from '../../rule.ts';
import { dnsNameAnswer } from '../../machine-answers.ts';
import { forkliftFor } from '../forklift-sources.ts';

export const hypervNameInvalid = defineRule({
  id: 'hyperv.name.invalid',
  label: 'Name is not a DNS label',
  description: 'The name breaks the rules of DNS names, so the migration renames the machine.',
  remedy:
    'Rename the machine: at most 63 letters, digits, dots and hyphens, starting and ending with a letter or digit.',
  severity: { 'openshift-virtualization': 'info' },
  source: forkliftFor('hyperv', 'name.rego'),
  covers: ['hyperv.vm.name.invalid'],
  platforms: ['hyperv'],
  needs: ['name'],
  fixHours: 0.5,
  evaluate: ({ name }) => dnsNameAnswer(name),
});
