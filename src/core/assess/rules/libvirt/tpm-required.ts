import { defineRule } from '../../rule.ts';
import { guestName, isAmong, judgeIds } from '../../guest-tables.ts';
import { forkliftFor } from '../forklift-sources.ts';
import { QEMU } from './platforms.ts';

export const libvirtTpmRequired = defineRule({
  id: 'libvirt.tpm-required',
  label: 'System that goes with a TPM',
  description:
    'Windows 11 installs and updates only with a TPM 2.0, and the migration tool expects one for Windows Server 2022 too.',
  remedy:
    'Give the machine a TPM at the target: persistent vTPM on OpenShift, Trusted Launch on Azure, generation 2 with TPM on Hyper-V.',
  severity: {
    'openshift-virtualization': 'warning',
    'azure-vm': 'warning',
    kvm: 'info',
    hyperv: 'warning',
    'azure-local': 'warning',
  },
  source: forkliftFor('ovirt', 'tpm.rego'),
  covers: ['ovirt.tpm.required_by_os'],
  platforms: QEMU,
  needs: ['os'],
  asksFor: ['os.id'],
  fixHours: 1,
  evaluate: ({ os }) =>
    judgeIds(
      os,
      (id) => isAmong(id, ['windows-11', 'windows-server-2022']),
      () => `${guestName(os)} goes with a TPM.`,
    ),
});
