import { defineRule } from '../../rule.ts';
import { noneInstalled } from '../../guest-software.ts';
import { unknown } from '../../verdict.ts';
import { concerns } from '../sources.ts';

export const multipath = defineRule({
  id: 'common.guest.multipath',
  label: 'Guest uses several paths to its disks',
  description: 'Multipath IO in the guest is bound to the storage it came from; the machine may not start without it.',
  remedy: 'Remove the multipath configuration before the move; the platform below gives redundancy.',
  severity: {
    'openshift-virtualization': 'warning',
    'azure-vm': 'blocker',
    kvm: 'warning',
    hyperv: 'warning',
    'azure-local': 'warning',
  },
  openWeighs: 'info',
  settledAtHome: true,
  source: concerns('multipath', 'partly'),
  needs: ['os'],
  mayUse: ['guestServices', 'guestFeatures'],
  asksFor: ['os.family'],
  fixHours: 4,
  evaluate: ({ os, ...inside }) => {
    if (os.family === 'windows') return noneInstalled(inside, { features: /^multipath-io$/i });
    if (os.family === 'linux') return noneInstalled(inside, { services: /^multipathd(\.service)?$/i });
    return unknown(['os.family']);
  },
});
