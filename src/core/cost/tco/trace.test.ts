/** Every figure of a total cost can be followed to a file and a day, and every line to a formula people can read. */

import { describe, expect, it } from 'vitest';
import { buildTco } from './build.ts';
import { formulaText } from './expression.ts';
import { caseOf, DEBIAN, exit, STAY } from './tco.fixture.ts';

const machines = Array.from({ length: 16 }, () => DEBIAN);
const model = buildTco(caseOf(machines, [STAY, exit(16, 4)]));

describe('inputs', () => {
  const books = (key: string) => [`sites.yaml old.cost.${key}, books`, '2026-10-01', false];
  const own = (source: string) => [`host-costs.yaml ${source}: default, 2026-11-22, unverified`, '2026-11-22', true];
  const read = (source: string) => [source, '2026-11-22', false];

  it('each with its figure, unit, source, day, and whether nobody vouches for it', () => {
    const found = model.inputs.map(({ id, value, unit, source, asOf, unverified }) => [
      id.slice(2),
      value?.likely ?? null,
      unit,
      source,
      asOf,
      unverified,
    ]);
    expect(found).toEqual([
      ['old_hosts', 4, 'hosts', ...read('inventory')],
      ['old_spare', 2, 'hosts', ...read('hosts less what runs there, sites.yaml old.capacity')],
      ['old_cores_per_host', 32, 'cores', ...read('inventory, mean of the hosts')],
      ['old_memory_per_host', 512, 'GiB', ...read('inventory, mean of the hosts')],
      ['old_usdPerCoreMonth', 10, 'USD per core and month', ...books('usdPerCoreMonth')],
      ['old_usdPerMemoryGiBMonth', 1, 'USD per GiB and month', ...books('usdPerMemoryGiBMonth')],
      ['old_usdPerDiskGiBMonth', 0.1, 'USD per GiB and month', ...books('usdPerDiskGiBMonth')],
      ['pue', 1.5, 'factor', ...own('settings')],
      ['usdPerKwh', 0.18, 'USD per kWh', ...own('settings')],
      ['old_platformUsdPerCoreMonth', 30, 'USD per core and month', ...books('platformUsdPerCoreMonth')],
      ['new_hosts', 0, 'hosts', ...read('nothing runs there today')],
      ['new_spare', 0, 'hosts', ...read('hosts less what runs there, sites.yaml new.capacity')],
      ['new_cores_per_host', 64, 'cores', ...read('host-costs.yaml gen-2022')],
      ['gen_2022_life', 5, 'years', ...own('gen-2022').slice(0, 2), false],
      ['gen_2022_capexUsd', 24_000, 'USD per host', ...own('gen-2022')],
      ['gen_2022_supportUsdPerYear', 1500, 'USD per host and year', ...own('gen-2022')],
      ['gen_2022_powerWatts', 650, 'W per host', ...own('gen-2022')],
      ['averageLoad', 0.6, 'share', ...own('settings')],
      ['gen_2022_rackUnits', 2, 'rack units per host', ...own('gen-2022')],
      ['usdPerRackUnitMonth', 25, 'USD per rack unit and month', ...own('settings')],
      ['gen_2022_staffHoursPerMonth', 1.2, 'hours per host and month', ...own('gen-2022')],
      ['usdPerStaffHour', 65, 'USD per hour', ...own('settings')],
      ['new_usdPerDiskGiBMonth', 0.1, 'USD per GiB and month', ...read('sites.yaml new.cost.usdPerDiskGiBMonth')],
      [
        'migration_hours_level',
        100,
        'per cent',
        'docs/reference/cost.md: constants are product defaults',
        '2026-11-22',
        true,
      ],
      ['usdPerMigrationHour', 100, 'USD per hour', ...read('sites.yaml placement.usdPerMigrationHour')],
      ['hours_per_workload_owned', null, 'hours a month', 'not given', '', false],
      ['platform_openshift', 15, 'USD per core and month', ...own('platforms openshift')],
      ['discount_rate', 0, 'per cent a year', ...read('sites.yaml tco.discountRatePct, or as asked')],
    ]);
  });

  it('what is missing, or only assumed, says what to give', () => {
    expect(model.inputs.flatMap(({ ask }) => ask ?? [])).toEqual([
      'sites.yaml tco.hoursPerWorkloadMonth.owned',
      'sites.yaml licences.prices: {product: openshift-virtualization-engine, usd: …} per socket pair and year',
    ]);
  });
});

it('series, month by month, each with what it is from', () => {
  const found = model.series
    .filter(({ id }) => id.startsWith('s_exit'))
    .map(({ id, unit, values, source }) => [id.slice(7), unit, values, source]);
  const schedule = 'schedule of the path';
  const rest = (value: number) => Array.from({ length: 8 }, () => value);
  expect(found).toEqual([
    ['old_remaining', 'share', [1, 0.75, 0.5, 0.25, ...rest(0)], schedule],
    ['old_arriving', 'hosts', [0, 0, 0, 0, ...rest(0)], schedule],
    ['old_disk', 'GiB', [1600, 1200, 800, 400, ...rest(0)], `inventory and ${schedule}`],
    ['new_remaining', 'share', [0, 0, 0, 0, ...rest(0)], schedule],
    ['new_arriving', 'hosts', [0.25, 0.5, 0.75, 1, ...rest(1)], schedule],
    ['new_disk', 'GiB', [400, 800, 1200, 1600, ...rest(1600)], `inventory and ${schedule}`],
    ['move_hours', 'hours', [13, 13, 13, 13, ...rest(0)], 'docs/reference/cost.md, moving'],
    ['workloads_owned', 'workloads', [20, 20, 20, 20, ...rest(16)], schedule],
  ]);
});

it('lines as formulas over those names', () => {
  const hosts = (site: string, path = 'exit') =>
    `(round up(${site}_hosts × ${path}_${site}_remaining) + round up(greater of(${path}_${site}_arriving − ${site}_spare × ${path}_${site}_remaining; 0)))`;
  const all = hosts('new');
  const found = model.lines
    .filter(({ pathId }) => pathId === 'exit')
    .map(({ id, group, period, expression }) => [id, group, period, formulaText(expression, (leaf) => leaf.slice(2))]);
  expect(found).toEqual([
    [
      'exit.old.hosts',
      'hardware',
      'month',
      `${hosts('old')} × (old_cores_per_host × old_usdPerCoreMonth + old_memory_per_host × old_usdPerMemoryGiBMonth)`,
    ],
    ['exit.old.storage', 'storage', 'month', 'exit_old_disk × old_usdPerDiskGiBMonth'],
    [
      'exit.old.platform',
      'platform-licence',
      'month',
      `${hosts('old')} × old_cores_per_host × old_platformUsdPerCoreMonth`,
    ],
    [
      'exit.new.hardware',
      'hardware',
      'month',
      '(round up(new_hosts × exit_new_remaining) × (1 − new_over) + round up(greater of(exit_new_arriving − new_spare × exit_new_remaining; 0))) × gen_2022_capexUsd / (gen_2022_life × 12)',
    ],
    ['exit.new.support', 'support', 'month', `${all} × gen_2022_supportUsdPerYear / 12`],
    [
      'exit.new.power',
      'facility',
      'month',
      `${all} × gen_2022_powerWatts / 1000 × averageLoad × 730 × pue × usdPerKwh`,
    ],
    ['exit.new.space', 'facility', 'month', `${all} × gen_2022_rackUnits × usdPerRackUnitMonth`],
    ['exit.new.staff', 'people', 'month', `${all} × gen_2022_staffHoursPerMonth × usdPerStaffHour`],
    ['exit.new.storage', 'storage', 'month', 'exit_new_disk × new_usdPerDiskGiBMonth'],
    ['exit.new.platform', 'platform-licence', 'month', `${all} × new_cores_per_host × platform_openshift`],
    ['exit.migration', 'migration', 'one-off', 'exit_move_hours × migration_hours_level / 100 × usdPerMigrationHour'],
    ['exit.people', 'people', 'month', '(exit_workloads_owned × hours_per_workload_owned) × usdPerStaffHour'],
  ]);
});

it('says what was assumed in a line, and which workloads run nowhere, or have no price', () => {
  const of = caseOf([DEBIAN, { ...DEBIAN, cpuCount: undefined }, DEBIAN], [STAY]);
  const workloads = of.workloads.map((entry, at) => (at === 2 ? { ...entry, siteId: null } : entry));
  expect(buildTco({ ...of, workloads }).warnings).toEqual([
    '1 workloads run at no site of sites.yaml: what they cost today is not counted.',
    '1 workloads state no CPU, memory or disks: they have no price anywhere.',
  ]);
  expect(model.warnings).toEqual([]);
  expect(model.lines.find(({ id }) => id === 'exit.new.support')?.assumptions).toEqual([
    'priced as gen-2022: named in sites.yaml cost.hostGeneration',
  ]);
});
