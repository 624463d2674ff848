import { describe, expect, it } from 'vitest';
import type { WorkloadFacts } from '../../model/workload.ts';
import type { SqlEdition } from '../licences/sql-server.ts';
import { buildTco } from './build.ts';
import { computeTco } from './compute.ts';
import { caseOf, exit, STAY, WINDOWS_2016 } from './tco.fixture.ts';

const weu = {
  id: 'weu',
  platform: 'azure',
  target: 'azure-vm',
  region: 'westeurope',
  cost: { windowsServer: 'hybrid-benefit', linuxSubscription: 'hybrid-benefit' },
};
const PRICES = [
  { product: 'windows-server-datacenter-assurance', usd: 96 },
  { product: 'sql-server-standard-assurance', usd: 480 },
  { product: 'rhel-server', usd: 1200 },
];

function lines(machines: readonly WorkloadFacts[], licences: object = {}, edition?: SqlEdition) {
  const whole = caseOf(machines, [STAY, exit(machines.length, 9, 'weu')], {
    licences: { prices: PRICES, ...licences },
    sites: [weu],
  });
  const of =
    edition === undefined
      ? whole
      : {
          ...whole,
          workloads: whole.workloads.map((entry) => ({
            ...entry,
            guest: { ...entry.guest, sql: { edition, release: null } },
          })),
        };
  const result = computeTco(buildTco(of));
  return (what: string) => result.lines.find(({ id }) => id === `exit.${what}`);
}

describe('licences brought to a provider', () => {
  it('take assurance, at least 8 cores a machine, and less what is held with it', () => {
    // 2 machines of 8 vCPU: 16 cores at 96 a year.
    expect(lines([WINDOWS_2016, WINDOWS_2016])('windows-server-datacenter-assurance')?.perMonth[3]).toBe(128);
    const owned = [{ product: 'windows-server-datacenter', units: 10, softwareAssurance: true }];
    const held = lines([WINDOWS_2016, WINDOWS_2016], { owned });
    expect(held('windows-server-datacenter-assurance')?.perMonth[3]).toBe(48);
    const without = lines([WINDOWS_2016], { owned: [{ product: 'windows-server-datacenter', units: 10 }] });
    expect(without('windows-server-datacenter-assurance')?.perMonth[3]).toBe(64);
    expect(lines([WINDOWS_2016], { owned: [{ ...owned[0], units: 64 }] })('windows-server-datacenter-assurance')).toBe(
      undefined,
    );
  });

  it('take it for SQL Server too, and ask for an edition that nobody knows', () => {
    const sql: WorkloadFacts = { ...WINDOWS_2016, roles: ['sql-server'] };
    expect(lines([sql], {}, 'standard')('sql-server-standard-assurance')?.perMonth[0]).toBe(320);
    expect(lines([sql])('sql-server-unknown-assurance')).toMatchObject({
      usd: null,
      asks: ['SQL Server edition: sites.yaml licences.sqlEditions'],
    });
    expect(lines([sql], {}, 'developer')('sql-server-unknown-assurance')).toBeUndefined();
  });

  it('are not rented a second time: RHEL that is brought along counts as subscriptions, two machines each', () => {
    const rhel: WorkloadFacts = { ...WINDOWS_2016, os: { family: 'linux', name: 'RHEL 9', id: 'rhel-9' } };
    const found = lines([rhel, rhel, rhel]);
    expect(found('weu.rhel-cloud')).toBeUndefined();
    expect(found('weu.rhel-server')?.perMonth[0]).toBe(200);
  });

  it('take no assurance of another product, nor one that ran out', () => {
    const of = (entry: object) =>
      lines([WINDOWS_2016, WINDOWS_2016], { owned: [{ units: 10, softwareAssurance: true, ...entry }] })(
        'windows-server-datacenter-assurance',
      )?.perMonth[3];
    expect(of({ product: 'sql-server-standard' })).toBe(128);
    expect(of({ product: 'windows-server-datacenter', until: '2026-11-21' })).toBe(128);
    expect(of({ product: 'windows-server-datacenter', until: '2026-11-22' })).toBe(48);
  });

  it('say what they are counted by, and what is held', () => {
    const sql: WorkloadFacts = { ...WINDOWS_2016, roles: ['sql-server'] };
    const owned = [{ product: 'windows-server-datacenter', units: 10, softwareAssurance: true }];
    const model = buildTco(caseOf([sql, sql], [STAY, exit(2, 9, 'weu')], { licences: { owned }, sites: [weu] }));
    const series = model.series.filter(({ id }) => id.endsWith('_assurance'));
    expect(series.map(({ title, unit, values, source }) => [title, unit, values[0], source])).toEqual([
      [
        'Software Assurance for Windows Server Datacenter: cores brought along',
        'core licence',
        6,
        expect.stringMatching(/^licensing\.yaml ahb-[a-z, -]+; held with it: 10, sites\.yaml licences\.owned$/),
      ],
      ['SQL Server of unknown edition: cores brought along', 'core licence', 16, 'licensing.yaml sql-ahb'],
    ]);
    const unknown = model.lines.find(({ id }) => id === 'exit.sql-server-unknown-assurance');
    const title = 'Software Assurance for SQL Server, edition not known';
    expect(unknown).toMatchObject({ title, group: 'database-licence', siteId: null });
    expect(model.inputs.find(({ id }) => id === 'i_price_sql_server_unknown_assurance')).toMatchObject({
      title,
      unit: 'USD per core licence and month',
    });
    expect(model.lines.find(({ id }) => id === 'exit.windows-server-datacenter-assurance')?.assumptions).toEqual([
      'for cores brought to a provider beyond those held with it; what you pay for others today is the same in every path',
    ]);
  });
});
