/** Objects as nobody expects them: each is read or left out, and none takes the others with it. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { object, OPENSHIFT } from '../../../test/support/kube-api-cluster.ts';
import { inventoryItems } from './inventory-items.ts';
import { sceneOf } from './map/scene.fixture.ts';

type Path = readonly (string | number)[];

function pathsOf(value: unknown, at: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [at];
  const entries: [string | number, unknown][] = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return [at, ...entries.flatMap(([key, member]) => pathsOf(member, [...at, key]))];
}

function withValue(value: unknown, [key, ...rest]: Path, put: unknown): unknown {
  if (key === undefined) return put;
  if (Array.isArray(value))
    return value.map((member, at) => (at === key ? withValue(member, rest, put) : (member as unknown)));
  // An earlier change may have taken the place away.
  if (typeof value !== 'object' || value === null) return value;
  const known = value as Record<string, unknown>;
  return { ...known, [key]: withValue(known[key], rest, put) };
}

/** Values in the wrong place and hostile ones; names stay, since the API would not let those through. */
const PLACES = OPENSHIFT.flatMap((one, at) =>
  pathsOf(one)
    .filter(
      ([first, second]) =>
        first !== 'apiVersion' &&
        first !== 'kind' &&
        first !== undefined &&
        !(first === 'metadata' && (second === undefined || second === 'name' || second === 'namespace')),
    )
    .map((path) => ({ at, path })),
);

describe('inventory of a cluster', () => {
  it('survives any value at any place', () => {
    const strange = fc.oneof(
      fc.anything(),
      fc.constantFrom('-1', '1e999', '__proto__', '\u0000', 'x'.repeat(5000), [null], { items: 3 }),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(...PLACES), strange), { maxLength: 4 }), (changes) => {
        const objects = [...OPENSHIFT] as { apiVersion: string; kind: string }[];
        for (const [{ at, path }, value] of changes)
          objects[at] = withValue(objects[at], path, value) as (typeof objects)[number];
        const scene = sceneOf(objects);
        const items = inventoryItems(scene);
        expect(scene.told.filter(({ code }) => code === 'OBJECT_NOT_UNDERSTOOD')).toEqual([]);
        expect(items.size).toBeGreaterThan(OPENSHIFT.length / 4);
        for (const item of items.values()) expectFinite(item);
      }),
      { numRuns: 200 },
    );
  });

  it('is the same whatever the order in which objects come', () => {
    const said = (objects: typeof OPENSHIFT): string => JSON.stringify([...inventoryItems(sceneOf(objects))]);
    fc.assert(
      fc.property(fc.shuffledSubarray([...OPENSHIFT], { minLength: OPENSHIFT.length }), (shuffled) => {
        expect(said(shuffled)).toBe(said(OPENSHIFT));
      }),
      { numRuns: 20 },
    );
  });

  it('is one workload for each name, also where a namespace is called like a kind', () => {
    const twins = ['a/b', 'b/a'].map((path) => object('apps/v1', 'Deployment', path, { metadata: { uid: '' } }));
    expect([...inventoryItems(sceneOf(twins)).keys()].filter((key) => key.startsWith('workload'))).toEqual([
      'workload a/deployment/b',
      'workload b/deployment/a',
    ]);
  });
});

function expectFinite(value: unknown): void {
  if (typeof value === 'number') expect(Number.isFinite(value) && value >= 0).toBe(true);
  else if (typeof value === 'object') {
    expect(value).not.toBeNull();
    for (const member of Object.values(value as object)) {
      expect(member).not.toBeUndefined();
      expectFinite(member);
    }
  }
}
