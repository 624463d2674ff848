import { defineRule } from '../../rule.ts';
import { fail, pass } from '../../verdict.ts';
import { concerns } from '../sources.ts';

export const azureNameInvalid = defineRule({
  id: 'azure.name.invalid',
  label: 'Name is not allowed on Azure',
  description: 'The name has characters that an Azure machine name must not have, or is too long.',
  remedy: 'Choose the target name in the plan: letters, digits, hyphens, dots and underscores, at most 64.',
  severity: { 'azure-vm': 'info' },
  source: concerns('vm-name', 'partly'),
  settledOn: ['azure'],
  needs: ['name'],
  fixHours: 0.5,
  evaluate: ({ name }) =>
    /^[A-Za-z0-9]([A-Za-z0-9._-]{0,62}[A-Za-z0-9_])?$/.test(name) ? pass : fail(`"${name}" has to be changed.`),
});
