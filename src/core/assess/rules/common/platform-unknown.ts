import { defineRule } from '../../rule.ts';
import { pass } from '../../verdict.ts';
import { ownExperience } from '../sources.ts';

/** Asks once what the rules of every platform would ask: they are left out until it is known which of them are meant. */
export const platformUnknown = defineRule({
  id: 'common.platform.unknown',
  label: 'Platform is not known',
  description: 'Rules on what a platform does to its machines can be asked only when it is known which platform it is.',
  remedy: 'Connect or import the platform that the machine runs on, or state it by a correction.',
  severity: {
    'openshift-virtualization': 'blocker',
    'azure-vm': 'blocker',
    kvm: 'blocker',
    hyperv: 'blocker',
    'azure-local': 'blocker',
  },
  source: ownExperience,
  needs: ['platform'],
  fixHours: 0.5,
  evaluate: () => pass,
});
