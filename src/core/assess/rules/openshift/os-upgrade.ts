import { defineRule } from '../../rule.ts';
import { guestName, isAmong, isWithin, judgeIds } from '../../guest-tables.ts';

const PATHS: ReadonlyMap<string, string> = new Map([
  ['rhel-6', 'RHEL 7'],
  ['centos-7', 'RHEL 7'],
  ['centos-8', 'RHEL 8'],
  ['centos-stream-8', 'RHEL 8'],
  ['centos-stream-9', 'RHEL 9'],
  ['amazon-linux-2', 'RHEL 8'],
]);

export const osUpgrade = defineRule({
  id: 'openshift.os.upgrade-recommended',
  label: 'An upgrade path is recommended',
  description: 'The system can be converted in place to a supported one at the time of the move.',
  remedy: 'Plan the in-place conversion (Convert2RHEL, Leapp) before or right after the move.',
  severity: { 'openshift-virtualization': 'info' },
  source: { ref: 'github:kubev2v/migration-planner pkg/opa/recommendations.go', date: '2026-08-21' },
  covers: ['vmware.os.upgrade.recommendation'],
  needs: ['os'],
  asksFor: ['os.id'],
  fixHours: 8,
  evaluate: ({ os }) =>
    judgeIds(
      os,
      (id) => isAmong(id, [...PATHS.keys()]),
      (id) =>
        `${guestName(os)} can become ${[...PATHS].find(([from]) => isWithin(id, from))?.[1] ?? 'another system'}.`,
    ),
});
