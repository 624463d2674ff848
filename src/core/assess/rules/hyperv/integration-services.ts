import { defineRule } from '../../rule.ts';
import { fail, pass } from '../../verdict.ts';
import { forkliftFor } from '../forklift-sources.ts';

/** Heartbeats of a guest that answers (OkApplicationsHealthy …), and our word for one that reports without a heartbeat. */
const ANSWERS = /^(ok|guestreports)/i;

export const hypervIntegrationServices = defineRule({
  id: 'hyperv.integration-services',
  label: 'Guest does not answer the host',
  description:
    'The machine runs and its integration services do not: its system and addresses are guesses, and it cannot be shut down cleanly.',
  remedy: 'Start or install the integration services in the guest (on Linux hyperv-daemons), then collect again.',
  severity: {
    'openshift-virtualization': 'warning',
    'azure-vm': 'warning',
    kvm: 'warning',
    'azure-local': 'warning',
  },
  source: forkliftFor('hyperv', 'integration_services.rego'),
  covers: ['hyperv.integration_services.not_detected'],
  platforms: ['hyperv'],
  needs: ['powerState', 'guestToolsStatus'],
  fixHours: 0.5,
  // A machine that is off has no heartbeat, which says nothing of its services.
  evaluate: ({ powerState, guestToolsStatus: heartbeat }) =>
    powerState !== 'on' || ANSWERS.test(heartbeat) ? pass : fail(`Heartbeat: ${heartbeat}.`),
});
