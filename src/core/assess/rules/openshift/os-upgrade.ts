import { defineRule } from '../../rule.ts';
import { fail, pass } from '../../verdict.ts';
import { guestName, isWithin, possibleIds, undecided, unnamed } from '../../guest-tables.ts';
import { forklift } from '../sources.ts';

const PATHS: readonly (readonly [from: string, to: string])[] = [
  ['rhel-6', 'RHEL 7'],
  ['centos-7', 'RHEL 7'],
  ['centos-8', 'RHEL 8'],
  ['centos-stream-8', 'RHEL 8'],
  ['centos-stream-9', 'RHEL 9'],
  ['amazon-linux-2', 'RHEL 8'],
];

export const osUpgrade = defineRule({
  id: 'openshift.os.upgrade-recommended',
  label: 'An upgrade path is recommended',
  description: 'The system can be converted in place to a supported one at the time of the move.',
  remedy: 'Plan the in-place conversion (Convert2RHEL, Leapp) before or right after the move.',
  severity: { 'openshift-virtualization': 'info' },
  source: forklift('vm_os_upgrade_recommendation.rego'),
  covers: ['vmware.os.upgrade.recommendation'],
  needs: ['os'],
  asksFor: ['os.id'],
  fixHours: 8,
  evaluate: ({ os }) => {
    const ids = possibleIds(os);
    if (ids === undefined) return unnamed(os);
    const paths = ids.map((id) => PATHS.find(([from]) => isWithin(id, from))?.[1]);
    if (paths.every((to) => to === undefined)) return pass;
    const [to] = paths;
    if (to === undefined || paths.some((other) => other !== to)) return undecided(os);
    return fail(`${guestName(os)} can become ${to}.`);
  },
});
