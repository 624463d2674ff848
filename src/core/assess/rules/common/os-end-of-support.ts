import { defineRule } from '../../rule.ts';
import { judgeSupport } from '../../os-support.ts';
import { lifecycle } from '../sources.ts';

export const osEndOfSupport = defineRule({
  id: 'common.os.end-of-support',
  label: 'System gets no fixes any more',
  description:
    'On the day asked for, the vendor gives no security fixes for this system unless an extended programme is bought.',
  remedy: 'Upgrade the guest, or buy the extended programme that is named.',
  severity: {
    stay: 'warning',
    'openshift-virtualization': 'warning',
    kvm: 'warning',
    hyperv: 'warning',
    'openshift-container': 'info',
    'aks-container': 'info',
  },
  source: lifecycle,
  needs: ['os'],
  asksFor: ['os.id'],
  fixHours: 16,
  evaluate: ({ os }, { catalog, asOf }) => judgeSupport(catalog, os, 'stay', asOf),
});
