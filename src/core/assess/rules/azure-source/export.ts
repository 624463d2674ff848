import { defineRule } from '../../rule.ts';
import { fail } from '../../verdict.ts';
import { ownExperience } from '../sources.ts';

export const azureExport = defineRule({
  id: 'azure-source.export',
  label: 'Disks are exported from Azure by hand',
  description:
    'The migration tools of these targets do not read from Azure. Managed disks are exported while it is off.',
  remedy:
    'Deallocate it, export each managed disk as VHD, convert and import it; or build the machine anew and move data.',
  severity: {
    'openshift-virtualization': 'warning',
    kvm: 'warning',
    hyperv: 'warning',
    'azure-local': 'warning',
  },
  source: ownExperience,
  platforms: ['azure'],
  needs: ['platform'],
  fixHours: 4,
  evaluate: () => fail('Runs on Azure.'),
});
