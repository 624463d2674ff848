import { defineRule } from '../../rule.ts';
import { judgeSupport } from '../../os-support.ts';
import { lifecycle } from '../sources.ts';

export const azureEndOfSupport = defineRule({
  id: 'azure.os.end-of-support',
  label: 'System gets no fixes any more',
  description:
    'On the day asked for, the vendor gives no security fixes for this system on Azure or Azure Local, extended updates included.',
  remedy: 'Upgrade the guest before, during or right after the move.',
  severity: { 'azure-vm': 'warning', 'azure-local': 'warning' },
  source: lifecycle,
  needs: ['os'],
  asksFor: ['os.id'],
  fixHours: 16,
  evaluate: ({ os }, { catalog, asOf }) => judgeSupport(catalog, os, 'azure-vm', asOf),
});
