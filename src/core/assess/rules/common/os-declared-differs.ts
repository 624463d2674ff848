import { defineRule } from '../../rule.ts';
import { fail, pass, unknown } from '../../verdict.ts';
import { guestName, isWithin } from '../../guest-tables.ts';
import { forkliftPlan } from '../sources.ts';

export const osDeclaredDiffers = defineRule({
  id: 'common.os.declared-differs',
  label: 'Configured and real system differ',
  description: 'The machine is configured for another system than the one the guest agent reports.',
  remedy: 'Set the guest type to what really runs, so that the target gets the right devices.',
  severity: { stay: 'info', 'openshift-virtualization': 'warning', 'azure-vm': 'info', kvm: 'warning' },
  source: forkliftPlan,
  needs: ['os'],
  asksFor: ['os.nativeId'],
  fixHours: 0.5,
  evaluate: ({ os }, { catalog }) => {
    if (os.nativeId === undefined) return unknown(['os.nativeId']);
    if (os.id === undefined) return os.candidates === undefined ? unknown(['os.id']) : pass;
    const { id, nativeId } = os;
    const declared = catalog['guest-support'].guestIdMap.find(({ guestId }) => guestId === nativeId);
    if (declared === undefined || declared.match === 'unmapped') return pass;
    const covered = typeof declared.os === 'string' ? [declared.os] : declared.os;
    if (covered.some((each) => isWithin(id, each) || isWithin(each, id) || each === 'linux-generic')) return pass;
    return fail(`Configured as ${declared.vmwareName}, runs ${guestName(os)}.`);
  },
});
