import { defineRule } from '../../rule.ts';
import { cpuLevelOf } from '../../cpu-levels.ts';
import { fail, pass, unknown } from '../../verdict.ts';
import { ownExperience } from '../sources.ts';

export const cpuNewer = defineRule({
  id: 'common.cpu.needs-new-hosts',
  label: 'Sees a CPU with AVX-512',
  description: 'Software that was built or tuned on this CPU generation may fail on hosts that offer less.',
  remedy: 'Compare with the CPU model of the target hosts; test what was compiled on the machine itself.',
  severity: {
    'openshift-virtualization': 'info',
    'azure-vm': 'info',
    kvm: 'info',
    hyperv: 'info',
    'azure-local': 'info',
    'openshift-container': 'info',
    'aks-container': 'info',
  },
  source: ownExperience,
  needs: ['cpuModel'],
  fixHours: 1,
  evaluate: ({ cpuModel }) => {
    const shown = cpuLevelOf(cpuModel);
    if (shown === undefined) return unknown(['cpuModel'], `"${cpuModel}" tells no generation.`);
    return shown === 4 ? fail(`${cpuModel} is x86-64-v4: the target must offer as much.`) : pass;
  },
});
