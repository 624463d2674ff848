import { defineRule } from '../../rule.ts';
import { fail, pass, unknown } from '../../verdict.ts';
import { possibleIds } from '../../guest-tables.ts';
import { azureReadiness } from '../sources.ts';

export const osUnidentified = defineRule({
  id: 'common.os.unidentified',
  label: 'System is not identified',
  description: 'The platform calls the system "other", so nothing can be said about its support.',
  remedy: 'Set the right guest type, or let the guest agent report the system.',
  severity: { stay: 'info', 'openshift-virtualization': 'warning', 'azure-vm': 'warning', kvm: 'warning' },
  source: azureReadiness,
  needs: ['os'],
  asksFor: ['os.id'],
  fixHours: 0.5,
  evaluate: ({ os }) => {
    if (os.id === undefined) return os.candidates === undefined ? unknown(['os.id']) : pass;
    const said = os.configuredAs ?? os.id;
    return possibleIds(os) === undefined ? fail(`The platform says only "${said}".`) : pass;
  },
});
