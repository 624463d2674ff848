import { defineRule } from '../../rule.ts';
import { toolListAnswer } from '../../machine-answers.ts';
import { forkliftFor } from '../forklift-sources.ts';

export const hypervOsUnlisted = defineRule({
  id: 'hyperv.os.unlisted',
  label: "Guest is not in the migration tool's list",
  description:
    "The migration tool's own rule for Hyper-V does not name this guest. The platform vendor's list may still do.",
  remedy: 'Look at both lists that are named; where they disagree ask the vendor, or upgrade the guest first.',
  severity: { 'openshift-virtualization': 'warning' },
  source: forkliftFor('hyperv', 'vm_os.rego'),
  covers: ['hyperv.os.unsupported'],
  platforms: ['hyperv'],
  needs: ['os'],
  asksFor: ['os.id'],
  fixHours: 4,
  evaluate: ({ os }, { catalog }) => toolListAnswer(os, catalog['guest-support'].forkliftGuests, catalog),
});
