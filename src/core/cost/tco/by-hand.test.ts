/** The three prices worked out by hand in docs/guide/cost.md. */

import { describe, expect, it } from 'vitest';
import type { WorkloadFacts } from '../../model/workload.ts';
import type { SqlEdition } from '../licences/sql-server.ts';
import { caseOf, DEBIAN, STAY, WINDOWS_2016 } from './tco.fixture.ts';
import { priceParts } from './workload.ts';
import type { PricePart } from './workload.ts';

function partsOf(facts: WorkloadFacts, asOf = '2026-11-22', edition?: SqlEdition): ReadonlyMap<string, PricePart> {
  const licences = edition === undefined ? undefined : { sqlEditions: [{ match: 'name is known', edition }] };
  const whole = caseOf([facts], [STAY], { licences });
  const of = { ...whole, book: { ...whole.book, asOf } };
  const [entry] = of.workloads;
  const site = of.sites.sites.find(({ id }) => id === 'new');
  if (entry === undefined || site === undefined) throw new Error('no workload or site');
  const stated =
    edition === undefined || typeof entry.guest.sql === 'string'
      ? entry
      : { ...entry, guest: { ...entry.guest, sql: { ...entry.guest.sql, edition } } };
  const parts = priceParts(stated, site, of, 'ready', 0);
  if ('obstacle' in parts) throw new Error(parts.obstacle);
  return new Map(parts.map((part) => [part.part, part]));
}

const cents = (usd: number): unknown => expect.closeTo(usd, 2);

describe('prices by hand', () => {
  it('1: a Debian machine on gen-2022 hosts', () => {
    const parts = partsOf(DEBIAN);
    expect(parts.get('run')?.usd).toEqual({ low: cents(31.45), likely: cents(41.93), high: cents(52.41) });
    expect(parts.get('platform')?.usd).toEqual({ low: cents(22.5), likely: cents(30), high: cents(37.5) });
    expect(parts.has('guest-licence')).toBe(false);
  });

  it('2: a Windows Server 2016 machine past its support', () => {
    const parts = partsOf(WINDOWS_2016, '2027-03-01');
    expect(parts.get('guest-licence')?.usd?.likely).toEqual(cents(12.82));
    expect(parts.get('updates')?.usd?.likely).toEqual(cents(33.41));
    expect(partsOf(WINDOWS_2016, '2027-01-12').has('updates')).toBe(false);
    expect(partsOf(WINDOWS_2016, '2031-01-01').get('updates')).toMatchObject({ usd: null });
  });

  it('3: a SQL Server Standard machine', () => {
    const facts: WorkloadFacts = { ...WINDOWS_2016, cpuCount: 6, roles: ['sql-server'] };
    expect(partsOf(facts, '2026-11-22', 'standard').get('database-licence')?.usd).toEqual({
      low: cents(177.53),
      likely: cents(197.25),
      high: cents(216.98),
    });
    const unknown = partsOf(facts).get('database-licence');
    expect(unknown?.usd).toBeNull();
    expect(unknown?.asks).toEqual(['SQL Server edition: sites.yaml licences.sqlEditions']);
  });
});
