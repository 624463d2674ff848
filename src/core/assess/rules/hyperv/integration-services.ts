import { defineRule } from '../../rule.ts';
import { fail, pass, unknown } from '../../verdict.ts';
import { forkliftFor } from '../forklift-sources.ts';

export const hypervIntegrationServices = defineRule({
  id: 'hyperv.integration-services',
  label: 'Guest does not answer the host',
  description:
    'The machine runs and its integration services do not: its system and addresses are guesses, and it cannot be shut down cleanly.',
  remedy: 'Start or install the integration services in the guest (on Linux hyperv-daemons), then collect again.',
  severity: { 'openshift-virtualization': 'warning', 'azure-vm': 'warning', kvm: 'warning', 'azure-local': 'warning' },
  source: forkliftFor('hyperv', 'integration_services.rego'),
  covers: ['hyperv.integration_services.not_detected'],
  platforms: ['hyperv'],
  needs: ['powerState'],
  mayUse: ['os', 'guestToolsStatus'],
  fixHours: 0.5,
  evaluate: ({ powerState, os, guestToolsStatus: heartbeat }) => {
    // A machine that is off has no heartbeat, which says nothing of its services.
    if (powerState !== 'on' || os?.reportedAs !== undefined) return pass;
    if (heartbeat === undefined) return unknown(['guestToolsStatus']);
    return /^ok/i.test(heartbeat) ? pass : fail(`Heartbeat: ${heartbeat}.`);
  },
});
