import { defineRule } from '../../rule.ts';
import { fail, pass } from '../../verdict.ts';
import { concerns } from '../sources.ts';

export const template = defineRule({
  id: 'common.template',
  label: 'Template',
  description: 'Templates are not moved as machines are.',
  remedy: 'Rebuild templates at the target from its own images.',
  severity: {
    'openshift-virtualization': 'blocker',
    'azure-vm': 'blocker',
    kvm: 'blocker',
    hyperv: 'blocker',
    'azure-local': 'blocker',
  },
  source: concerns('template', 'secondary'),
  platforms: ['vsphere', 'ovirt'],
  needs: ['template'],
  fixHours: 2,
  evaluate: ({ template }) => (template ? fail('It is a template.') : pass),
});
