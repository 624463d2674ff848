import { defineRule } from '../../rule.ts';
import { fail, pass } from '../../verdict.ts';
import { guestName, possibleIds, undecided, unnamed } from '../../guest-tables.ts';
import { azureReadiness } from '../sources.ts';

const CLIENT = /^windows-(xp|vista|7|8|8\.1|10|11|12)(-|$)/;

export const clientOs = defineRule({
  id: 'azure.os.client',
  label: 'Windows client system',
  description:
    'Client Windows may run on Azure only under certain subscriptions (Visual Studio, Azure Virtual Desktop, multi-tenant hosting).',
  remedy: 'Check the entitlement, or move the users to Azure Virtual Desktop.',
  severity: { 'azure-vm': 'warning' },
  source: azureReadiness,
  needs: ['os'],
  asksFor: ['os.id'],
  fixHours: 2,
  evaluate: ({ os }) => {
    const ids = possibleIds(os);
    if (ids === undefined) return os.family === 'linux' ? pass : unnamed(os);
    const clients = ids.filter((id) => CLIENT.test(id)).length;
    if (clients === 0) return pass;
    return clients === ids.length ? fail(`${guestName(os)} is a client system.`) : undecided(os);
  },
});
