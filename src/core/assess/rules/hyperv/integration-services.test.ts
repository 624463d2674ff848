import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { hypervIntegrationServices } from './integration-services.ts';

describeRule(hypervIntegrationServices, 'hyperv', [
  {
    reason: 'runs without contact',
    facts: { powerState: 'on', guestToolsStatus: 'NoContact' },
    says: { fails: 'NoContact' },
  },
  {
    reason: 'runs without contact, and another source names its system: it still does not answer the host',
    facts: { powerState: 'on', guestToolsStatus: 'NoContact', os: { reportedAs: 'Windows Server 2022 Datacenter' } },
    says: { fails: 'NoContact' },
  },
  {
    reason: 'runs and answers',
    facts: { powerState: 'on', guestToolsStatus: 'OkApplicationsUnknown' },
    says: 'pass',
  },
  {
    reason: 'its guest reports, and nobody listed heartbeats',
    facts: { powerState: 'on', guestToolsStatus: 'GuestReports' },
    says: 'pass',
  },
  { reason: 'switched off', facts: { powerState: 'off', guestToolsStatus: 'NoContact' }, says: 'pass' },
  { reason: 'runs, and nobody asked', facts: { powerState: 'on' }, says: { asks: ['guestToolsStatus'] } },
  { reason: 'nobody says whether it runs', facts: { guestToolsStatus: 'NoContact' }, says: { asks: ['powerState'] } },
]);
