import { defineRule } from '../../rule.ts';
import { fail, pass } from '../../verdict.ts';
import { forkliftPlan } from '../sources.ts';

/** How sources write that Tools run: vSphere's API, RVTools' sheets. */
const RUNNING: ReadonlySet<string> = new Set(['toolsok', 'toolsold', 'guesttoolsrunning', 'running', 'ok']);

export const toolsNotRunning = defineRule({
  id: 'vsphere.tools.not-running',
  label: 'VMware Tools do not run',
  description:
    'Without running Tools the guest cannot be shut down cleanly, and its name, addresses and system are guesses.',
  remedy: 'Install or start VMware Tools (open-vm-tools), then discover again.',
  severity: {
    'openshift-virtualization': 'warning',
    'azure-vm': 'warning',
    kvm: 'info',
    hyperv: 'warning',
    'azure-local': 'warning',
  },
  source: forkliftPlan,
  platforms: ['vsphere'],
  needs: ['guestToolsStatus', 'powerState'],
  fixHours: 0.5,
  evaluate: ({ guestToolsStatus: status, powerState }) => {
    const text = status.toLowerCase();
    if (RUNNING.has(text)) return pass;
    // A machine that is off needs no clean shutdown; that Tools do not run then says nothing.
    if (powerState === 'off' && !text.includes('notinstalled')) return pass;
    return fail(`Tools: ${status}.`);
  },
});
