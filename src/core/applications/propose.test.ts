import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Application, Dependency } from '../model/estate.ts';
import { NOISE_KINDS } from '../model/estate.ts';
import { calls, end, tiers } from './applications.fixture.ts';
import type { WorkloadEnd } from './ends.ts';
import { nameStems } from './name-stems.ts';
import { proposalSteps, proposeApplications } from './propose.ts';
import type { ProposalInput, Proposals } from './propose.ts';

const propose = (over: Partial<ProposalInput>): Proposals =>
  proposeApplications({ ends: [], dependencies: [], applications: [], ...over });
const joined = (...parts: { ends: WorkloadEnd[]; dependencies: Dependency[] }[]) => ({
  ends: parts.flatMap(({ ends }) => ends),
  dependencies: parts.flatMap(({ dependencies }) => dependencies),
});
const app = (name: string, workloadIds: string[]): Application => ({
  id: `app-${name}`,
  name,
  workloadIds,
  origin: 'tag',
  evidence: 'tag',
});
const groups = ({ items }: Proposals): string[][] =>
  items.map(({ workloadIds }) => [...workloadIds]).sort((a, b) => (a[0]! < b[0]! ? -1 : 1));

describe('proposing applications', () => {
  it('takes tiers that call each other for an application, names it and says why', () => {
    const { items, shared } = propose(tiers('shop'));
    expect(shared).toEqual([]);
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ name: 'shop', added: items[0]?.workloadIds, uses: [] });
    expect(items[0]?.workloadIds).toHaveLength(6);
    expect(items[0]?.evidence).toEqual([
      '6 workloads call each other over port 8080, ms-sql-s (8 dependencies); 100 % of the weight of their calls stays inside',
      '6 of 6 names have "shop" in common',
    ]);
    expect(items[0]?.score).toBe(85);
  });

  it('keeps two applications apart that a few calls join', () => {
    const both = joined(tiers('shop'), tiers('erp', 4, 3));
    both.dependencies.push(calls('shop-app1', 'erp-app1'));
    expect(groups(propose(both)).map((ids) => ids.length)).toEqual([8, 6]);
  });

  it('keeps small applications apart in a large estate', () => {
    const many = Array.from({ length: 200 }, (_, i) =>
      tiers(
        `a${String(i)
          .padStart(3, '0')
          .replaceAll(/\d/g, (d) => 'qwertyuiop'[Number(d)]!)}x`,
        2,
        1,
      ),
    );
    const all = joined(...many);
    many.forEach((each, i) => {
      const next = many[(i + 1) % many.length];
      all.dependencies.push(calls(each.ends[0]!.id, next!.ends[0]!.id, { connections: 1 }));
    });
    const found = groups(propose(all));
    expect(found).toHaveLength(200);
    expect(new Set(found.map((ids) => ids.length))).toEqual(new Set([4]));
  });

  it('lets a database of several applications join none of them', () => {
    const apps = ['shop', 'erp', 'crm'].map((name) => tiers(name));
    const all = joined(...apps, { ends: [end('sql-main')], dependencies: [] });
    for (const { ends } of apps)
      for (const { id } of ends) if (id.includes('app')) all.dependencies.push(calls(id, 'sql-main', { port: 1433 }));
    const found = propose(all);
    expect(found.shared).toEqual([{ id: 'sql-main', callers: 6, groups: 3 }]);
    expect(groups(found).map((ids) => ids.length)).toEqual([6, 6, 6]);
    expect(
      found.items.every(({ uses, evidence }) => uses[0] === 'sql-main' && evidence.at(-1) === 'calls shared: sql-main'),
    ).toBe(true);
  });

  it('takes a star for one application when its callers are of one kind', () => {
    const web = Array.from({ length: 12 }, (_, i) => end(`portal-web${i}`));
    const found = propose({
      ends: [...web, end('portal-db')],
      dependencies: web.map(({ id }) => calls(id, 'portal-db')),
    });
    expect(groups(found)).toEqual([[...web.map(({ id }) => id), 'portal-db'].sort()]);
  });

  it('extends an application that is known, and joins no two of them', () => {
    const all = joined(tiers('shop'), tiers('erp'));
    for (const from of ['shop-app1', 'shop-app2', 'shop-web1'])
      all.dependencies.push(calls(from, 'erp-db1'), calls(from, 'erp-app1'));
    const applications = [app('Shop', ['shop-web1', 'shop-db1']), app('ERP', ['erp-app1', 'erp-db1'])];
    const { items } = propose({ ...all, applications });
    expect(items.map(({ extends: owner }) => owner?.name ?? '').sort()).toEqual(['ERP', 'Shop']);
    for (const { workloadIds, extends: owner } of items) {
      const other = applications.find(({ id }) => id !== owner?.id);
      expect(workloadIds.some((id) => other?.workloadIds.includes(id))).toBe(false);
    }
  });

  it('proposes nothing where every member is known already', () => {
    const shop = tiers('shop');
    expect(
      propose({
        ...shop,
        applications: [
          app(
            'Shop',
            shop.ends.map(({ id }) => id),
          ),
        ],
      }).items,
    ).toEqual([]);
  });

  it('lets a machine nobody heard join by its name, and says so', () => {
    const shop = tiers('shop');
    const { items } = propose({ ...shop, ends: [...shop.ends, end('shop-batch9'), end('lonely')] });
    expect(items[0]?.workloadIds).toContain('shop-batch9');
    expect(items[0]?.workloadIds).not.toContain('lonely');
    expect(items[0]?.evidence.at(-1)).toBe('by name only: shop-batch9');
  });

  it('leaves domain controllers and the like out', () => {
    const shop = tiers('shop');
    const dc = end('dc1', { roles: ['domain-controller'] });
    const found = propose({
      ends: [...shop.ends, dc],
      dependencies: [...shop.dependencies, ...shop.ends.map(({ id }) => calls(id, 'dc1'))],
    });
    expect(found.items[0]?.workloadIds).not.toContain('dc1');
  });

  it('does not come back after a rejection, unless its members change materially', () => {
    const shop = tiers('shop', 6, 3);
    const ids = shop.ends.map(({ id }) => id);
    expect(propose({ ...shop, rejected: [{ workloadIds: ids }] }).items).toEqual([]);
    expect(propose({ ...shop, rejected: [{ workloadIds: ids.slice(1) }] }).items).toEqual([]);
    expect(propose({ ...shop, rejected: [{ workloadIds: ids.slice(3) }] }).items).toHaveLength(1);
  });
});

/** Machines in pairs that call each other, and one that all of them call. */
function pairsAroundOne(pairs: number): ProposalInput {
  const ends = Array.from({ length: 2 * pairs + 1 }, (_, i) => end(`m${String(i).padStart(6, '0')}`));
  const dependencies = Array.from({ length: pairs }, (_, i) => [ends[2 * i + 1]!.id, ends[2 * i + 2]!.id] as const);
  return {
    ends,
    dependencies: dependencies.flatMap(([a, b]) => [
      calls(a, b, { confidencePct: 95 }),
      calls(a, 'm000000', { confidencePct: 60 }),
      calls(b, 'm000000', { confidencePct: 60 }),
    ]),
    applications: [],
  };
}

describe('a large estate', () => {
  it('with one machine that 20,000 pairs call is 20,000 applications and one shared machine, found in many steps', () => {
    const steps = proposalSteps(pairsAroundOne(20_000));
    let count = 0;
    for (let step = steps.next(); ; step = steps.next(), count++) {
      if (step.done !== true) continue;
      expect(step.value.items).toHaveLength(20_000);
      expect(step.value.shared).toEqual([{ id: 'm000000', callers: 40_000, groups: 20_000 }]);
      break;
    }
    expect(count).toBeGreaterThan(50);
  }, 30_000);
});

/** Machines with telling and with empty names, some in applications, edges at random. */
const estate = fc
  .record({
    size: fc.integer({ min: 2, max: 24 }),
    edges: fc.array(
      fc.tuple(fc.nat(23), fc.nat(23), fc.constantFrom(443, 1433, 8080), fc.integer({ min: 5, max: 99 })),
      { maxLength: 60 },
    ),
    known: fc.array(fc.nat(23), { maxLength: 6 }),
  })
  .map(({ size, edges, known }): ProposalInput => {
    const ends = Array.from({ length: size }, (_, i) =>
      end(`m${String(i).padStart(2, '0')}`, {
        name: `${['alpha', 'beta', 'srv'][i % 3]}${i}`,
        addresses: [`10.0.${i % 4}.${i + 1}`],
      }),
    );
    const id = (n: number): string => ends[n % size]!.id;
    return {
      ends,
      dependencies: edges.map(([a, b, port, confidencePct]) => calls(id(a), id(b), { port, confidencePct })),
      applications: [
        app('one', [...new Set(known.slice(0, 3).map(id))]),
        app('two', [...new Set(known.slice(3).map(id))]),
      ],
    };
  });

const shuffled = <T>(items: Iterable<T>, seed: number): T[] =>
  [...items]
    .map((item, i) => ({ item, key: Math.sin(seed * 1000 + i * 7919) }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);

describe('every proposal', () => {
  it('is the same whatever the order of machines, edges and applications', () => {
    fc.assert(
      fc.property(estate, fc.nat(1000), (input, seed) => {
        const other = {
          ends: shuffled(input.ends, seed),
          dependencies: shuffled(input.dependencies, seed + 1),
          applications: shuffled(input.applications, seed + 2),
        };
        expect(proposeApplications(other)).toEqual(proposeApplications(input));
      }),
    );
  });

  it('is the same with any background traffic on top: it never merges two applications', () => {
    const noise = fc.array(fc.tuple(fc.nat(23), fc.nat(23), fc.constantFrom(...NOISE_KINDS)), { maxLength: 60 });
    fc.assert(
      fc.property(estate, noise, (input, extra) => {
        const ends = [...input.ends];
        const loud = extra.map(([a, b, kind]) =>
          calls(ends[a % ends.length]!.id, ends[b % ends.length]!.id, {
            port: 161,
            noise: kind,
            confidencePct: 99,
            connections: 1e6,
          }),
        );
        expect(proposeApplications({ ...input, dependencies: [...input.dependencies, ...loud] })).toEqual(
          proposeApplications(input),
        );
      }),
    );
  });

  it('holds no workload twice, and no two known applications', () => {
    fc.assert(
      fc.property(estate, (input) => {
        const { items, shared } = proposeApplications(input);
        const added = items.flatMap((item) => item.added);
        expect(new Set(added).size).toBe(added.length);
        const known = new Set(input.applications.flatMap(({ workloadIds }) => workloadIds));
        expect(added.filter((id) => known.has(id) || shared.some((each) => each.id === id))).toEqual([]);
        expect(new Set(items.map(({ name }) => name.toLowerCase())).size).toBe(items.length);
        for (const { score, evidence } of items) expect(score >= 0 && score <= 100 && evidence.length > 0).toBe(true);
      }),
    );
  });
});

describe('stems of names', () => {
  it.each([
    ['shop-web01', 'shop'],
    ['SHOPDB02.corp.example', 'shop'],
    ['prod-web-3', undefined],
    ['10', undefined],
  ])('%s has %s', (name, stem) => expect(nameStems([{ id: 'x', name }]).get('x')).toBe(stem));

  it('passes over what half of all names begin with', () => {
    const machines = Array.from({ length: 60 }, (_, i) => ({
      id: `${i}`,
      name: `fra-${i < 30 ? 'shop' : 'erp'}-web${i}`,
    }));
    expect(
      nameStems([...machines, ...Array.from({ length: 400 }, (_, i) => ({ id: `x${i}`, name: `fra-z${i}` }))]).get('0'),
    ).toBe('shop');
  });
});
