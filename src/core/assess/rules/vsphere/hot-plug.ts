import { defineRule } from '../../rule.ts';
import { fail, pass, unknown } from '../../verdict.ts';
import type { FactPath } from '../../verdict.ts';
import { forklift } from '../sources.ts';

export const hotPlug = defineRule({
  id: 'vsphere.hot-plug',
  label: 'CPU or memory hot-plug is on',
  description: 'CPUs or memory can be added while the machine runs; the setting is not carried to the target.',
  remedy: 'Agree that the machine is resized by changing its definition, or switch hot-plug on again at the target.',
  severity: {
    'openshift-virtualization': 'info',
    'azure-vm': 'info',
    kvm: 'info',
    hyperv: 'info',
    'azure-local': 'info',
  },
  source: forklift('cpu_memory_hotplug.rego'),
  covers: ['vmware.cpu_memory.hotplug.enabled', 'ova.cpu_memory.hotplug.enabled'],
  platforms: ['vsphere'],
  needs: [],
  mayUse: ['cpuHotAdd', 'cpuHotRemove', 'memoryHotAdd'],
  fixHours: 0.5,
  evaluate: ({ cpuHotAdd, cpuHotRemove, memoryHotAdd }) => {
    const on = [
      cpuHotAdd === true ? 'CPU hot add' : '',
      cpuHotRemove === true ? 'CPU hot remove' : '',
      memoryHotAdd === true ? 'memory hot add' : '',
    ].filter((text) => text !== '');
    if (on.length > 0) return fail(`On: ${on.join(', ')}.`);
    const missing: FactPath[] = [];
    if (cpuHotAdd === undefined) missing.push('cpuHotAdd');
    if (cpuHotRemove === undefined) missing.push('cpuHotRemove');
    if (memoryHotAdd === undefined) missing.push('memoryHotAdd');
    return missing.length > 0 ? unknown(missing) : pass;
  },
});
