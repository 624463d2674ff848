import { defineRule } from '../../rule.ts';
import { fail, pass, unknown } from '../../verdict.ts';
import { hypervGeneration } from '../sources.ts';

export const hypervBits32 = defineRule({
  id: 'hyperv-host.os.32-bit',
  label: '32-bit guest',
  description: '32-bit systems run as generation 1 only, without Dynamic Memory on Linux, and few are supported still.',
  remedy: 'Rebuild the workload on a 64-bit system.',
  severity: { hyperv: 'warning', 'azure-local': 'warning' },
  source: hypervGeneration,
  needs: ['os'],
  asksFor: ['os.architecture'],
  fixHours: 24,
  evaluate: ({ os }) => {
    if (os.architecture === undefined) return unknown(['os.architecture']);
    return os.architecture === 'x86' ? fail(`${os.configuredAs ?? os.name ?? 'The guest'} is a 32-bit system.`) : pass;
  },
});
