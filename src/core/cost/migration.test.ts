import { expect, it } from 'vitest';
import type { WorkloadFacts } from '../model/workload.ts';
import { migrationEffort, migrationHours } from './migration.ts';

const nics = (count: number) => Array.from({ length: count }, () => ({ label: 'n' }));

it.each<[string, WorkloadFacts, number, number, number, string[]]>([
  ['nothing known', {}, 0, 0, 3, ['3 h base']],
  ['a hundred GiB', { nics: nics(1) }, 100, 0, 3.25, ['3 h base', '0.25 h for 100 GiB']],
  ['parts of a GiB', {}, 33.4, 0, 3 + 0.0835, ['3 h base', '0.08 h for 33 GiB']],
  ['sixteen TB, the most that size counts', {}, 16_000, 0, 43, ['3 h base', '40 h for 16000 GiB']],
  ['more than that', {}, 90_000, 0, 43, ['3 h base', '40 h for 90000 GiB']],
  ['conditions', {}, 0, 2, 6, ['3 h base', '3 h for 2 conditions']],
  ['three interfaces', { nics: nics(3) }, 0, 0, 4, ['3 h base', '1 h for further interfaces']],
  ['no interface', { nics: [] }, 0, 0, 3, ['3 h base']],
  ['a role without a surcharge', { roles: ['web-server'] }, 0, 0, 3, ['3 h base']],
  ['a role', { roles: ['domain-controller'] }, 0, 0, 9, ['3 h base', '6 h as domain-controller']],
  ['the heaviest first', { roles: ['sql-cluster', 'failover-cluster'] }, 0, 0, 27, ['3 h base', '24 h as sql-cluster']],
  ['the heaviest last', { roles: ['file-server', 'sql-server'] }, 0, 0, 11, ['3 h base', '8 h as sql-server']],
  ['two as heavy', { roles: ['sql-cluster', 'oracle-database'] }, 0, 0, 27, ['3 h base', '24 h as sql-cluster']],
  ['a light one last', { roles: ['sap', 'web-server'] }, 0, 0, 43, ['3 h base', '40 h as sap']],
  [
    'all of it',
    { nics: nics(2), roles: ['backup'] },
    400,
    1,
    3 + 1 + 1.5 + 0.5 + 6,
    ['3 h base', '1 h for 400 GiB', '1.5 h for 1 conditions', '0.5 h for further interfaces', '6 h as backup'],
  ],
])('%s', (_, facts, diskGiB, conditions, hours, parts) => {
  const effort = migrationEffort(facts, diskGiB, conditions);
  expect(effort.hours).toBeCloseTo(hours, 9);
  expect(effort.parts).toEqual(parts);
  expect(migrationHours(facts, diskGiB, conditions)).toBe(effort.hours);
});
