import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { observationKey } from '../../../core/model/identity-row.ts';
import type { WorkloadObservation } from '../../../core/model/workload.ts';
import type { Connection, ReadEnd, Settings } from '../../connection.ts';
import { changedIn } from './churn.ts';
import { simulatorConnector } from './connector.ts';

const BEGIN = Date.parse('2026-11-22T08:00:00Z');
const MINUTE = 60_000;

function connect(settings: Settings, clock: () => Date = () => new Date(BEGIN)): Promise<Connection> {
  return simulatorConnector.connect({ sourceId: 'sim', settings: { workloads: 300, ...settings }, secrets: {}, clock });
}

/** Applies one read to what is known, as an estate does. */
async function readInto(
  known: Map<string, WorkloadObservation>,
  connection: Connection,
  cursor?: string,
): Promise<{ end: ReadEnd; types: Set<string>; mentioned: number }> {
  const reading = connection.inventory?.read({ onIssue: () => undefined, ...(cursor !== undefined && { cursor }) });
  if (reading === undefined) throw new TypeError('no inventory');
  const types = new Set<string>();
  let mentioned = 0;
  for (;;) {
    const next = await reading.next();
    if (next.done === true) return { end: next.value, types, mentioned };
    const mutation = next.value;
    if (mutation.type === 'full' && !types.has('full')) known.clear();
    types.add(mutation.type);
    for (const item of mutation.items) {
      if (item.type !== 'workload') continue;
      mentioned += 1;
      known.set(observationKey(item.observation), item.observation);
    }
    if (mutation.type !== 'delta') continue;
    for (const { id, scope } of mutation.removed) {
      mentioned += 1;
      known.delete(observationKey({ sourceId: 'sim', nativeId: id, ...(scope !== undefined && { scope }) }));
    }
  }
}

const factsOf = (known: Map<string, WorkloadObservation>): string[] =>
  [...known.values()].map(({ nativeId, facts }) => JSON.stringify({ nativeId, facts })).sort();

describe('a platform that changes', () => {
  test('its changes, applied one after the other, give what a full read gives', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 5 }), async (steps) => {
        let now = BEGIN;
        const clock = (): Date => new Date(now);
        await using followed = await connect({ churnPctPerMinute: 5 }, clock);
        const known = new Map<string, WorkloadObservation>();
        let { end } = await readInto(known, followed);
        for (const minutes of steps) {
          now += minutes * MINUTE;
          ({ end } = await readInto(known, followed, end.cursor?.value));
        }
        const fresh = new Map<string, WorkloadObservation>();
        await readInto(fresh, followed);
        expect(factsOf(known)).toEqual(factsOf(fresh));
      }),
      { numRuns: 8 },
    );
  });

  test('a cursor is good on another connection, and only what changed since is given', async () => {
    let now = BEGIN;
    const clock = (): Date => new Date(now);
    const known = new Map<string, WorkloadObservation>();
    const first = await connect({ churnPctPerMinute: 2 }, clock);
    const { end } = await readInto(known, first);
    await first[Symbol.asyncDispose]();
    now += MINUTE;
    await using second = await connect({ churnPctPerMinute: 2 }, clock);
    const { types, mentioned } = await readInto(known, second, end.cursor?.value);
    expect(types).toEqual(new Set(['delta']));
    expect(mentioned).toBeGreaterThan(0);
    expect(mentioned).toBeLessThanOrEqual(7);
    const all = new Map<string, WorkloadObservation>();
    await readInto(all, second);
    expect(factsOf(known)).toEqual(factsOf(all));
  });

  test('nothing changes while no minute has passed', async () => {
    await using connection = await connect({ churnPctPerMinute: 50 });
    const known = new Map<string, WorkloadObservation>();
    const { end } = await readInto(known, connection);
    expect((await readInto(known, connection, end.cursor?.value)).mentioned).toBe(0);
  });

  test('one percent is one in a hundred', () => {
    const churn = { seed: 1, machines: 100_000, pctPerMinute: 1 };
    const count = changedIn(churn, 3).length;
    expect(count).toBeGreaterThan(980);
    expect(count).toBeLessThanOrEqual(1000);
    expect(changedIn(churn, 0)).toEqual([]);
  });
});

describe('switching machines', () => {
  test('shows in the next read', async () => {
    await using connection = await connect({ place: 'kvm-bolzano' });
    const known = new Map<string, WorkloadObservation>();
    const { end } = await readInto(known, connection);
    const running = [...known.values()].find(({ facts }) => facts.powerState === 'on');
    await connection.power?.set(running?.nativeId ?? '', 'power-off');
    const after = await readInto(known, connection, end.cursor?.value);
    expect(after.mentioned).toBe(1);
    expect(known.get(observationKey(running ?? { sourceId: '', nativeId: '' }))?.facts.powerState).toBe('off');
  });

  test('is refused for a machine that is not there', async () => {
    await using connection = await connect({});
    await expect(connection.power?.set('nothing', 'start')).rejects.toMatchObject({ code: 'IST-2103' });
  });
});

describe('faults', () => {
  test.each([
    { fault: 'unreachable', code: 'IST-2201' },
    { fault: 'certificate', code: 'IST-2202' },
    { fault: 'sign-in', code: 'IST-2203' },
  ])('$fault: connecting ends with $code', async ({ fault, code }) => {
    await expect(connect({ faults: [fault] })).rejects.toMatchObject({ code });
  });

  test.each([
    { fault: 'breaks-off', code: 'IST-2207' },
    { fault: 'malformed', code: 'IST-2205' },
    { fault: 'throttles', code: 'IST-2209' },
  ])('$fault: reading ends with $code', async ({ fault, code }) => {
    await using connection = await connect({ faults: [fault], workloads: 2000 });
    await expect(readInto(new Map(), connection)).rejects.toMatchObject({ code });
  });

  test('vanishing: most machines are not listed any more', async () => {
    await using connection = await connect({ faults: ['vanishing'] });
    const { mentioned } = await readInto(new Map(), connection);
    expect(mentioned).toBeGreaterThan(0);
    expect(mentioned).toBeLessThan(40);
  });

  test('no-hosts: says that it may not see them', async () => {
    await using connection = await connect({ faults: ['no-hosts'] });
    const { end } = await readInto(new Map(), connection);
    expect(end.missing.map(({ part }) => part)).toEqual(['hosts']);
    expect(connection.identity.lacking).toHaveLength(1);
  });

  test('forgets-cursor: everything is read again', async () => {
    await using connection = await connect({ faults: ['forgets-cursor'] });
    const { end } = await readInto(new Map(), connection);
    expect((await readInto(new Map(), connection, end.cursor?.value)).types).toEqual(new Set(['full']));
  });

  test('a setting out of range names itself', async () => {
    await expect(connect({ workloads: 3 })).rejects.toMatchObject({
      code: 'IST-2220',
      causes: [{ where: 'workloads' }],
    });
  });
});
