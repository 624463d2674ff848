import { defineRule } from '../../rule.ts';
import { listsAgree } from '../lists-disagree.ts';
import { kvmGuests } from '../sources.ts';

export const kvmListsDisagree = defineRule({
  id: 'kvm.os.lists-disagree',
  label: 'Lists of guests for KVM disagree',
  description: "The lists of vendors of KVM hosts and the conversion tool's list do not say the same of this guest.",
  remedy: 'Go by the list of the vendor whose hosts you take.',
  severity: { kvm: 'info' },
  source: kvmGuests,
  needs: ['os'],
  asksFor: ['os.id'],
  fixHours: 1,
  evaluate: ({ os }, context) => listsAgree(os, 'kvm', context),
});
