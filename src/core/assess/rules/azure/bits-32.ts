import { defineRule } from '../../rule.ts';
import { fail, pass, unknown } from '../../verdict.ts';
import { azureReadiness } from '../sources.ts';

export const azureBits32 = defineRule({
  id: 'azure.os.32-bit',
  label: '32-bit guest',
  description: 'A 32-bit system may start on Azure, but it is not recommended and support is thin.',
  remedy: 'Rebuild the workload on a 64-bit system.',
  severity: { 'azure-vm': 'warning' },
  source: azureReadiness,
  needs: ['os'],
  asksFor: ['os.architecture'],
  fixHours: 24,
  evaluate: ({ os }) => {
    if (os.architecture === undefined) return unknown(['os.architecture']);
    return os.architecture === 'x86' ? fail(`${os.configuredAs ?? os.name ?? 'The guest'} is a 32-bit system.`) : pass;
  },
});
