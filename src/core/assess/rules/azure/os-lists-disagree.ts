import { defineRule } from '../../rule.ts';
import { listsAgree } from '../lists-disagree.ts';
import { azureMigrateVmware } from '../sources.ts';

export const osListsDisagree = defineRule({
  id: 'azure.os.lists-disagree',
  label: "Azure's lists disagree on the guest",
  description: "The list of endorsed systems and the migration tool's list do not say the same of this guest.",
  remedy: 'Trust the stricter one, or ask support with both references at hand.',
  severity: { 'azure-vm': 'info' },
  source: azureMigrateVmware,
  needs: ['os'],
  asksFor: ['os.id'],
  fixHours: 1,
  evaluate: ({ os }, context) => listsAgree(os, 'azure-vm', context),
});
