import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { APPLICATION_KINDS } from './applications.ts';
import { guestTable } from './guest-table.ts';
import { GUEST_POOLS } from './guests.ts';
import { DEPARTMENTS } from './organisation.ts';
import { FAMILY_FIT, SOURCES } from './sources.ts';

const guests = [...new Set(Object.values(GUEST_POOLS).flat())];
const catalogFile = async (name: string): Promise<Record<string, readonly Record<string, string>[]>> =>
  parse(await readFile(new URL(`../../../../catalog/${name}.yaml`, import.meta.url), 'utf8'));

let guestIds: ReadonlySet<string>;
let releases: ReadonlySet<string>;

beforeAll(async () => {
  guestIds = new Set((await catalogFile('guest-support'))['guestIdMap']?.map((record) => record['guestId'] ?? ''));
  releases = new Set((await catalogFile('os-lifecycle'))['os']?.map((record) => record['id'] ?? ''));
});

describe('guests', () => {
  test('every guest id is one that vSphere has', () => {
    expect(guests.map((guest) => guest.guestId).filter((id) => !guestIds.has(id))).toEqual([]);
  });

  test('every id and candidate joins the lifecycle table, or is one that it is known not to have', () => {
    const without = new Set([
      'windows-xp',
      'windows-10',
      'windows-11',
      'photon',
      'linux-generic',
      'other',
      'freebsd-12',
      'solaris-10',
    ]);
    const ids = guests.flatMap((guest) => [guest.id, ...(guest.candidates ?? [])]);
    expect(ids.filter((id) => !releases.has(id) && !without.has(id))).toEqual([]);
  });

  test('a guest id that stands for several releases names the one it is among its candidates', () => {
    const ambiguous = guests.filter((guest) => guest.candidates !== undefined);
    expect(ambiguous.filter((guest) => guest.candidates?.includes(guest.id) !== true)).toEqual([]);
    expect(ambiguous.length).toBeGreaterThan(5);
  });

  test('a broken line is refused', () => {
    expect(() => guestTable('linux', 'X', 'too | short')).toThrow(TypeError);
  });
});

describe('applications', () => {
  test('name departments and tiers that exist', () => {
    const departments = new Set(DEPARTMENTS.map((department) => department.key));
    const wrong = APPLICATION_KINDS.filter((kind) => {
      const tiers = new Set(kind.tiers.map((tier) => tier.key));
      const callsNobody = kind.calls.some(([from, to]) => !tiers.has(from) || !tiers.has(to));
      return (
        !departments.has(kind.department) || callsNobody || kind.tiers.some(({ count: [few, many] }) => few > many)
      );
    });
    expect(wrong).toEqual([]);
    expect(APPLICATION_KINDS).toHaveLength(28);
  });

  test('a tier that is called says on which port', () => {
    const silent = APPLICATION_KINDS.flatMap((kind) =>
      kind.calls.flatMap(([, to]) =>
        kind.tiers.filter((tier) => tier.key === to && tier.port === undefined).map(() => kind.key),
      ),
    );
    expect(silent).toEqual([]);
  });
});

test('the sources share the whole estate', () => {
  expect(SOURCES.reduce((sum, source) => sum + source.share, 0)).toBeCloseTo(1, 10);
  expect(new Set(SOURCES.map((source) => source.id)).size).toBe(SOURCES.length);
  for (const source of SOURCES) expect(FAMILY_FIT[source.kind].linux).toBeGreaterThan(0);
});
