import { defineRule } from '../../rule.ts';
import { listed } from '../../kleene.ts';
import { fail, pass, unknown } from '../../verdict.ts';
import { ownExperience } from '../sources.ts';

export const osAmbiguous = defineRule({
  id: 'common.os.ambiguous',
  label: 'Release is ambiguous',
  description:
    'The configured guest type covers several releases ("or later"), and the guest agent does not say which it is.',
  remedy: 'Let the guest agent report the release, or set the exact guest type.',
  severity: { stay: 'info', 'openshift-virtualization': 'info', 'azure-vm': 'info', kvm: 'info' },
  source: ownExperience,
  needs: ['os'],
  asksFor: ['os.id'],
  fixHours: 0.5,
  evaluate: ({ os }) => {
    if (os.id !== undefined) return pass;
    if (os.candidates === undefined) return unknown(['os.id']);
    return fail(`${os.configuredAs ?? os.nativeId ?? 'The guest type'} may be ${listed(os.candidates, 5)}.`);
  },
});
