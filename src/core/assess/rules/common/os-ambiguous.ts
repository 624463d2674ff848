import { defineRule } from '../../rule.ts';
import { listed } from '../../kleene.ts';
import { fail, pass, unknown } from '../../verdict.ts';
import { ownExperience } from '../sources.ts';

export const osAmbiguous = defineRule({
  id: 'common.os.ambiguous',
  label: 'Release is ambiguous',
  description:
    'The guest type covers several releases ("or later", a family), and the guest agent does not say which it is.',
  remedy: 'Let the guest agent report the release, or set the exact guest type.',
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
  source: ownExperience,
  needs: ['os'],
  asksFor: ['os.id'],
  fixHours: 0.5,
  evaluate: ({ os }) => {
    if (os.id !== undefined) return pass;
    const said = os.configuredAs ?? os.nativeId ?? 'The guest type';
    if (os.candidates !== undefined && os.candidates.length > 0)
      return fail(`${said} may be ${listed(os.candidates, 5)}.`);
    return os.product === undefined ? unknown(['os.id']) : fail(`${said} tells no release of ${os.product}.`);
  },
});
