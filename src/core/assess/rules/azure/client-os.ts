import { defineRule } from '../../rule.ts';
import { pass } from '../../verdict.ts';
import { guestName, judgeIds } from '../../guest-tables.ts';
import { azureReadiness } from '../sources.ts';

const CLIENT = /^windows-(xp|vista|7|8|8\.1|10|11|12)(-.*)?$/;

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
    if (os.family !== undefined && os.family !== 'windows') return pass;
    return judgeIds(
      os,
      (id) => (id === 'windows' ? undefined : CLIENT.test(id)),
      () => `${guestName(os)} is a client system.`,
    );
  },
});
