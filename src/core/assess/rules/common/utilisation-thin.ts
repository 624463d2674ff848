import { defineRule } from '../../rule.ts';
import { fail, pass, unknown } from '../../verdict.ts';
import { azureReadiness } from '../sources.ts';

/** A week holds a working day, a night and a weekend. */
const LEAST_DAYS = 7;

export const utilisationThin = defineRule({
  id: 'common.utilisation.thin',
  label: 'Measured for less than a week',
  description: 'Usage was measured for too short a time to size the machine by it, so its present size is taken.',
  remedy: 'Collect usage for a month, over a month-end, before sizes are decided.',
  severity: {
    'openshift-virtualization': 'info',
    'azure-vm': 'info',
    kvm: 'info',
    hyperv: 'info',
    'azure-local': 'info',
  },
  source: azureReadiness,
  needs: ['utilisation'],
  asksFor: ['utilisation.windowDays'],
  fixHours: 0.5,
  evaluate: ({ utilisation: { windowDays } }) => {
    if (windowDays === undefined) return unknown(['utilisation.windowDays']);
    return windowDays < LEAST_DAYS ? fail(`Measured for ${windowDays} days.`) : pass;
  },
});
