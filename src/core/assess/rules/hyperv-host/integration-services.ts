import { defineRule } from '../../rule.ts';
import { cite } from '../../../catalog/provenance.ts';
import { guestName, judgeGuest } from '../../guest-tables.ts';
import { hypervGuests } from '../sources.ts';

export const integrationServices = defineRule({
  id: 'hyperv-host.os.integration-services',
  label: 'Integration services have to be installed',
  description:
    'The system does not bring current integration services: disks and network are slow or missing at first.',
  remedy: 'Install all updates, or the integration services, in the guest before the move.',
  severity: { hyperv: 'warning', 'azure-local': 'warning' },
  source: hypervGuests,
  needs: ['os'],
  asksFor: ['os.id'],
  fixHours: 2,
  evaluate: ({ os }, { catalog }) =>
    judgeGuest(
      catalog['guest-support'].hyperVGuests,
      os,
      (answer) =>
        answer !== 'absent' && answer.integrationServices !== undefined && answer.integrationServices !== 'built-in',
      (answer) =>
        answer === 'absent'
          ? guestName(os)
          : `${guestName(os)}: ${answer.integrationServices === 'upgrade' ? 'upgrade the integration services' : 'install all updates'}${answer.note === undefined ? '' : ` (${answer.note})`} (${cite(answer)}).`,
    ),
});
