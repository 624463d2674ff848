import { defineRule } from '../../rule.ts';
import { fail, pass } from '../../verdict.ts';
import { ownExperience } from '../sources.ts';

export const notConnected = defineRule({
  id: 'common.not-connected',
  label: 'Not reachable',
  description: 'The platform has lost the machine or its files (disconnected, orphaned, inaccessible, invalid).',
  remedy: 'Repair or unregister the machine before planning.',
  severity: {
    stay: 'warning',
    'openshift-virtualization': 'blocker',
    'azure-vm': 'blocker',
    kvm: 'blocker',
    hyperv: 'blocker',
    'azure-local': 'blocker',
    'openshift-container': 'info',
    'aks-container': 'info',
  },
  source: ownExperience,
  platforms: ['vsphere'],
  needs: ['connectionState'],
  fixHours: 2,
  evaluate: ({ connectionState }) =>
    connectionState.toLowerCase() === 'connected' ? pass : fail(`Connection: ${connectionState}.`),
});
