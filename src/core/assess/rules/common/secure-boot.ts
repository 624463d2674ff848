import { defineRule } from '../../rule.ts';
import { fail, pass, unknown } from '../../verdict.ts';
import { azureMigrateVmware } from '../sources.ts';

export const secureBoot = defineRule({
  id: 'common.secure-boot',
  label: 'Secure Boot is on',
  description: 'Keys and state of Secure Boot are not carried. The guest starts only where its boot loader is trusted.',
  remedy:
    'OpenShift: EFI with SMM and Secure Boot. Azure: convert to Trusted Launch after the move. KVM: OVMF with enrolled keys. Hyper-V: the template that fits the guest.',
  severity: { 'openshift-virtualization': 'warning', 'azure-vm': 'warning', kvm: 'warning', hyperv: 'info' },
  settledAtHome: true,
  source: azureMigrateVmware,
  covers: ['hyperv.secure_boot.detected', 'openstack.secure_boot.detected', 'ovirt.secure_boot.detected'],
  needs: [],
  mayUse: ['secureBoot', 'firmware'],
  fixHours: 1,
  evaluate: ({ secureBoot, firmware }) => {
    if (secureBoot === true) return fail('Secure Boot is on.');
    // BIOS machines have none.
    return secureBoot === false || firmware === 'bios' ? pass : unknown(['secureBoot']);
  },
});
