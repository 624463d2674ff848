import { defineRule } from '../../rule.ts';
import { fail, pass, unknown } from '../../verdict.ts';
import { azureLocalFaq } from '../sources.ts';

export const secureBootAzureLocal = defineRule({
  id: 'hyperv-host.secure-boot.not-migrated',
  label: 'Secure Boot is on',
  description: 'Azure Migrate does not move machines with Secure Boot to Azure Local, Windows or Linux.',
  remedy: 'Switch Secure Boot off for the move and on again after it, or import the disks by hand.',
  severity: { 'azure-local': 'warning' },
  source: azureLocalFaq,
  needs: [],
  mayUse: ['secureBoot', 'firmware'],
  fixHours: 1,
  evaluate: ({ secureBoot, firmware }) => {
    if (secureBoot === true) return fail('Secure Boot is on.');
    return secureBoot === false || firmware === 'bios' ? pass : unknown(['secureBoot']);
  },
});
