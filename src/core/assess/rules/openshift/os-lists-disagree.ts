import { defineRule } from '../../rule.ts';
import { listsAgree } from '../lists-disagree.ts';
import { forkliftGuestLists } from '../sources.ts';

export const openshiftListsDisagree = defineRule({
  id: 'openshift.os.lists-disagree',
  label: 'Lists of guests for OpenShift disagree',
  description:
    "The vendor's list of certified guests, the migration tool's rules per source and its planner do not say the same of this guest.",
  remedy:
    'Go by the list of certified guests, and ask support with the references at hand where the tool refuses or warns.',
  severity: { 'openshift-virtualization': 'info' },
  source: forkliftGuestLists,
  needs: ['os'],
  asksFor: ['os.id'],
  fixHours: 1,
  evaluate: ({ os }, context) => listsAgree(os, 'openshift-virtualization', context),
});
