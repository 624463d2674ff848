import { defineRule } from '../../rule.ts';
import { fail, pass } from '../../verdict.ts';
import { forkliftFor } from '../forklift-sources.ts';

export const libvirtResumeBehavior = defineRule({
  id: 'libvirt.resume-behavior',
  label: 'Stays paused or is killed after a storage error',
  description:
    'After an error of its storage the platform leaves the machine paused or kills it, where the target starts it again.',
  remedy:
    'Check that an automatic start after a storage error is right for the application, such as a cluster with fencing.',
  severity: {
    'openshift-virtualization': 'info',
    'azure-vm': 'info',
    kvm: 'info',
    hyperv: 'info',
    'azure-local': 'info',
  },
  source: forkliftFor('ovirt', 'storage_error_resume_behaviour.rego'),
  covers: ['ovirt.storage.resume_behavior.unsupported'],
  platforms: ['ovirt'],
  needs: ['resumeBehavior'],
  fixHours: 0.5,
  evaluate: ({ resumeBehavior: word }) => (word === 'auto-resume' ? pass : fail(`After a storage error: ${word}.`)),
});
