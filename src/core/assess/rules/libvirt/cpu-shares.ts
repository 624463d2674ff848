import { defineRule } from '../../rule.ts';
import { fail, pass } from '../../verdict.ts';
import { forkliftFor } from '../forklift-sources.ts';
import { QEMU } from './platforms.ts';

export const libvirtCpuShares = defineRule({
  id: 'libvirt.cpu-shares',
  label: 'CPU shares are set',
  description: 'The machine has a weight of its own when CPUs are short; weights are not carried.',
  remedy: 'Set CPU requests or a priority class at the target; Hyper-V has relative weights of its own.',
  severity: { 'openshift-virtualization': 'warning', 'azure-vm': 'info', hyperv: 'info', 'azure-local': 'info' },
  source: forkliftFor('ovirt', 'cpu_shares.rego'),
  covers: ['ovirt.cpu.shares.defined', 'openstack.cpu.shares.defined'],
  platforms: QEMU,
  needs: ['cpuShares'],
  fixHours: 0.5,
  evaluate: ({ cpuShares }) => (cpuShares > 0 ? fail(`CPU shares: ${cpuShares}.`) : pass),
});
