import { defineRule } from '../../rule.ts';
import { fail, pass, unknown } from '../../verdict.ts';
import { redHatGuests } from '../sources.ts';

export const bits32 = defineRule({
  id: 'openshift.os.32-bit',
  label: '32-bit guest',
  description: 'Certified guests are 64-bit only.',
  remedy: 'Rebuild the workload on a 64-bit system.',
  severity: { 'openshift-virtualization': 'warning' },
  source: redHatGuests,
  needs: ['os'],
  asksFor: ['os.architecture'],
  fixHours: 24,
  evaluate: ({ os }) => {
    if (os.architecture === undefined) return unknown(['os.architecture']);
    return os.architecture === 'x86' ? fail(`${os.configuredAs ?? os.name ?? 'The guest'} is a 32-bit system.`) : pass;
  },
});
