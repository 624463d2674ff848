import { defineRule } from '../../rule.ts';
import { fail, pass, unknown } from '../../verdict.ts';
import { possibleIds } from '../../guest-tables.ts';
import { azureReadiness } from '../sources.ts';

export const osUnidentified = defineRule({
  id: 'common.os.unidentified',
  label: 'System is not identified',
  description:
    'The platform calls the system "other" or something nobody knows, so nothing can be said about its support.',
  remedy: 'Set the right guest type, or let the guest agent report the system.',
  severity: {
    stay: 'info',
    'openshift-virtualization': 'warning',
    'azure-vm': 'warning',
    kvm: 'warning',
    hyperv: 'warning',
    'azure-local': 'warning',
    'openshift-container': 'warning',
    'aks-container': 'warning',
  },
  source: azureReadiness,
  needs: ['os'],
  asksFor: ['os.id'],
  fixHours: 0.5,
  evaluate: ({ os }) => {
    if (possibleIds(os) !== undefined) return pass;
    const said = os.reportedAs ?? os.configuredAs ?? os.id;
    return said === undefined ? unknown(['os.id']) : fail(`All that is said of it is "${said}".`);
  },
});
