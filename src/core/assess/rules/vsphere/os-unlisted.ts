import { defineRule } from '../../rule.ts';
import { toolListAnswer } from '../../machine-answers.ts';
import { forklift } from '../sources.ts';

export const osUnlisted = defineRule({
  id: 'vsphere.os.unlisted',
  label: "Guest is not in the migration tool's list",
  description:
    "The migration tool's own rule for vSphere does not name this guest. The platform vendor's list may still do.",
  remedy: 'Look at both lists that are named; where they disagree ask the vendor, or upgrade the guest first.',
  severity: { 'openshift-virtualization': 'warning' },
  source: forklift('vm_os.rego'),
  covers: ['vmware.os.unsupported'],
  platforms: ['vsphere'],
  needs: ['os'],
  asksFor: ['os.id'],
  fixHours: 4,
  evaluate: ({ os }, { catalog }) => toolListAnswer(os, catalog['guest-support'].forkliftGuests, catalog),
});
