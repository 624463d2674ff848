import { defineRule } from '../../rule.ts';
import { fail, pass, unknown } from '../../verdict.ts';
import { forkliftFor } from '../forklift-sources.ts';

export const ovaOtherSource = defineRule({
  id: 'ova.other-source',
  label: 'Package of an untested product',
  description: 'The package was not written by VMware; the migration tool is tested with those only.',
  remedy: 'Import it on its own platform and export it through that, or convert its disks with virt-v2v -i disk.',
  severity: { 'openshift-virtualization': 'warning' },
  source: forkliftFor('ova', 'export_source.rego'),
  covers: ['ova.source.unsupported'],
  needs: [],
  mayUse: ['exportedBy', 'powerState'],
  fixHours: 4,
  evaluate: ({ exportedBy, powerState }) => {
    if (exportedBy !== undefined) return exportedBy === 'vmware' ? pass : fail(`Written by ${exportedBy}.`);
    // A machine that a platform sees running or stopped is no package; others may come from one.
    return powerState === undefined ? unknown(['exportedBy']) : pass;
  },
});
