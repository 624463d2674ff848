import { defineRule } from '../../rule.ts';
import { noneInstalled } from '../../guest-software.ts';
import { azureLocalVmware } from '../sources.ts';

export const arcAgent = defineRule({
  id: 'hyperv-host.software.arc-agent',
  label: 'Azure Arc agent is installed',
  description: 'Machines with the Azure Connected Machine agent must not be moved to Azure Local by Azure Migrate.',
  remedy: 'Disconnect and uninstall the agent before replication; the target brings its own.',
  severity: { 'azure-local': 'blocker' },
  openWeighs: 'info',
  source: azureLocalVmware,
  needs: [],
  mayUse: ['software', 'guestServices'],
  fixHours: 0.5,
  evaluate: (facts) =>
    noneInstalled(facts, {
      software: /azure connected machine|^azcmagent$/i,
      services: /^(himds|himdsd|azcmagent)(\.service)?$/i,
    }),
});
