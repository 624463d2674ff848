import { defineRule } from '../../rule.ts';
import { pass } from '../../verdict.ts';
import { judgeSupport } from '../../os-support.ts';
import { lifecycle } from '../sources.ts';

export const osSupportEndsSoon = defineRule({
  id: 'common.os.support-ends-soon',
  label: 'Fixes end within a year',
  description: 'Security fixes for this system end within a year of the day asked for.',
  remedy: 'Plan the upgrade with the move: one outage instead of two.',
  severity: {
    stay: 'info',
    'openshift-virtualization': 'info',
    'azure-vm': 'info',
    kvm: 'info',
    hyperv: 'info',
    'azure-local': 'info',
    'openshift-container': 'info',
    'aks-container': 'info',
  },
  source: lifecycle,
  needs: ['os'],
  asksFor: ['os.id'],
  fixHours: 4,
  evaluate: ({ os }, { catalog, asOf }) => {
    const now = judgeSupport(catalog, os, 'stay', asOf);
    if (now.outcome !== 'pass') return now.outcome === 'fail' ? pass : now;
    return judgeSupport(catalog, os, 'stay', `${Number(asOf.slice(0, 4)) + 1}${asOf.slice(4)}`, asOf);
  },
});
