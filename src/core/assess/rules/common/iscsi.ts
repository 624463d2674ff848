import { defineRule } from '../../rule.ts';
import { noneInstalled } from '../../guest-software.ts';
import { concerns } from '../sources.ts';

export const iscsi = defineRule({
  id: 'common.guest.iscsi',
  label: 'Guest uses iSCSI disks',
  description:
    'Disks that the guest attaches over the network are not seen by any migration tool and stay where they are.',
  remedy:
    'Replace them by virtual disks, or make sure that the target reaches the storage, and connect again after the move.',
  severity: {
    'openshift-virtualization': 'warning',
    'azure-vm': 'blocker',
    kvm: 'warning',
    hyperv: 'warning',
    'azure-local': 'warning',
    'openshift-container': 'warning',
    'aks-container': 'warning',
  },
  openWeighs: 'info',
  settledAtHome: true,
  source: concerns('iscsi-guest', 'partly'),
  needs: ['guestServices'],
  fixHours: 8,
  evaluate: (facts) => noneInstalled(facts, { services: /^(msiscsi|iscsid)(\.service)?$/i }),
});
