import { defineRule } from '../../rule.ts';
import { fail, pass } from '../../verdict.ts';
import { forkliftFor } from '../forklift-sources.ts';
import { QEMU } from './platforms.ts';

/** Words for "whatever there is"; anything else is a model that somebody chose. */
const GIVEN: ReadonlySet<string> = new Set(['host-passthrough', 'host-model', 'maximum', 'platform-default']);
const isOwnChoice = (model: string): boolean => !GIVEN.has(model);

export const libvirtCpuModel = defineRule({
  id: 'libvirt.cpu-model',
  label: 'CPU model of its own',
  description:
    'The machine is shown a certain CPU model instead of what its platform gives by itself; the target may not have it.',
  remedy:
    'On OpenShift set spec.domain.cpu.model when the nodes offer it; on Hyper-V and Azure test the guest with what is there.',
  severity: {
    'openshift-virtualization': 'warning',
    'azure-vm': 'info',
    kvm: 'info',
    hyperv: 'info',
    'azure-local': 'info',
  },
  source: forkliftFor('ovirt', 'cpu_custom_model.rego'),
  covers: ['ovirt.cpu.custom_model.detected'],
  platforms: QEMU,
  needs: ['cpuModel'],
  fixHours: 1,
  evaluate: ({ cpuModel }) => (isOwnChoice(cpuModel) ? fail(`CPU model ${cpuModel}.`) : pass),
});
