import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Host } from '../../model/estate.ts';
import { startRebalance } from './rebalance.ts';
import type { RebalanceOptions } from './rebalance.ts';
import { cluster, estateOf, host, machine, OPTIONS, replay, SITE } from './rebalance.fixture.ts';
import type { SmallEstate } from './rebalance.fixture.ts';
import type { RebalancePlan } from './rebalance-result.ts';

function plan(estate: SmallEstate, options: Partial<RebalanceOptions> = {}, iterations = 5000): RebalancePlan {
  const rebalancing = startRebalance({ estate, sites: [SITE], site: 'fra', options: { ...OPTIONS, ...options } });
  for (const search of rebalancing.searches) if (!search.finished) search.step(iterations, 0);
  return rebalancing.result();
}

const movesOf = ({ moves }: RebalancePlan): string[] =>
  moves.map(({ workloads, from, to }) => `${workloads.map(({ name }) => name).join('+')}: ${from} → ${to}`);

/** Host a holds 90 of 100 GiB, b nothing. */
const full = (): SmallEstate =>
  estateOf([host('a'), host('b')], [machine('one', 'a', 40), machine('two', 'a', 30), machine('three', 'a', 20)]);

describe('a host above its target', () => {
  it('is relieved by the cheapest move that does, with a reason in figures', () => {
    const found = plan(full());
    expect(movesOf(found)).toEqual(['three: a → b']);
    expect(found.moves[0]).toMatchObject({ why: 'relieve', batch: 1, needs: [] });
    expect(found.moves[0]?.reason).toBe(
      'a is at 90 % of its memory, above the target of 80 %; b goes from 0 % to 20 %',
    );
    expect(found.groups[0]?.hostsAboveTarget).toEqual({ before: 1, after: 0 });
    expect(found.cost.bound).toBeLessThanOrEqual(found.cost.after);
    expect(found.memoryMovedGiB).toBe(20);
  });

  it('is left alone below the target', () => {
    const found = plan(full(), { headroomPct: 5 });
    expect(found.moves).toEqual([]);
    expect(found.gapPct).toBe(0);
  });

  it('keeps who cannot move, and says what does', () => {
    const estate = estateOf(
      [host('a'), host('b')],
      [
        machine('card', 'a', 50, { devices: [{ type: 'pci-passthrough' }] }),
        machine('stuck', 'a', 45, { liveMigratable: false }),
      ],
    );
    const found = plan(estate);
    expect(found.moves).toEqual([]);
    expect(found.blocked.map(({ workloads, reason }) => [workloads[0]?.name, reason])).toEqual([
      ['card', 'its host stays above the target, but it uses a passed-through device'],
      ['stuck', 'its host stays above the target, but its platform says that it cannot be moved while it runs'],
    ]);
    expect(found.gapPct).toBe(0);
  });
});

describe('what is not known', () => {
  const doubtful = estateOf(
    [host('a'), host('b')],
    [machine('one', 'a', 60, { deviceTypesSeen: [] }), machine('two', 'a', 39, { liveMigratable: false })],
  );

  it('makes a move doubtful and says which fact would settle it', () => {
    const found = plan(doubtful);
    expect(movesOf(found)).toEqual(['one: a → b']);
    expect(found.moves[0]?.needs[0]).toContain('devices (pci-passthrough');
    expect(found.notKnown.join()).toContain('1 move of 1');
  });

  it('keeps such machines when asked to', () => {
    const found = plan(doubtful, { moveUnknown: false });
    expect(found.moves).toEqual([]);
    expect(found.blocked[0]?.reason).toContain('not known whether it can be moved');
  });

  it('never counts a machine of unknown size as nothing: its host takes nobody', () => {
    const unsized = machine('who', 'b', 1, { memoryMiB: undefined });
    const found = plan(estateOf([host('a'), host('b')], [...full().workloads, unsized]));
    expect(found.moves).toEqual([]);
    expect(found.groups[0]?.hosts[1]?.closed).toBe('a machine on it has a size that no source states');
    expect(found.notKnown.join()).toContain('Size of who');
  });

  it('moves nothing onto a host whose memory no source states, and shows no percentage for it', () => {
    const found = plan(estateOf([host('a'), host('b', { memoryMiB: undefined })], full().workloads));
    expect(found.moves).toEqual([]);
    expect(found.groups[0]?.hosts[1]?.before.memoryPct).toBeNull();
  });
});

describe('hosts that take nobody', () => {
  it('in maintenance or of another processor maker', () => {
    for (const other of [
      host('b', { inMaintenance: true }),
      host('b', { ready: false }),
      host('b', { cpuModel: 'AMD EPYC' }),
    ]) {
      expect(plan(estateOf([host('a'), other], full().workloads)).moves).toEqual([]);
    }
  });

  it('are emptied when asked, least of all the others overfilled; who cannot leave is named', () => {
    const estate = estateOf(
      [host('a'), host('b'), host('c')],
      [
        machine('x', 'a', 30),
        machine('y', 'a', 10),
        machine('z', 'b', 40),
        machine('usb', 'a', 5, { devices: [{ type: 'usb', connected: true }] }),
      ],
    );
    const found = plan(estate, { evacuate: ['a'] });
    const { wrong, at } = replay(estate, found);
    expect(wrong).toEqual([]);
    expect([...at].filter(([, where]) => where === 'a').map(([id]) => id)).toEqual(['wl-usb']);
    expect(found.blocked[0]?.reason).toBe('its host is to be emptied, but it uses a USB device of the host');
    expect(found.moves.every(({ why }) => why === 'evacuate')).toBe(true);
  });

  it('say what is short when nobody has room', () => {
    const estate = estateOf([host('a'), host('b')], [machine('big', 'a', 80), machine('other', 'b', 70)]);
    const found = plan(estate, { evacuate: ['a'] });
    expect(found.blocked[0]?.reason).toBe(
      'its host is to be emptied, but of 1 hosts that may take it (80 GiB), 1 has too little memory',
    );
  });

  it('are told apart from hosts that are not there', () => {
    expect(() => plan(full(), { evacuate: ['nobody'] })).toThrow('no host is called "nobody"');
    expect(() => plan(full(), { cluster: 'C9' })).toThrow('it has C1');
    expect(() => startRebalance({ estate: estateOf([], []), sites: [SITE], site: 'fra', options: OPTIONS })).toThrow(
      'no source lists a host',
    );
  });
});

describe('rules of the platform', () => {
  const rule = (kind: 'keep-apart' | 'keep-together' | 'vm-host-must', workloads: string[], hosts?: string[]) =>
    cluster({ rules: [{ name: 'r', kind, enabled: true, workloads, ...(hosts !== undefined && { hosts }) }] });

  it('keep machines apart, and repair what breaks them', () => {
    const rules = [rule('keep-apart', ['vm-one', 'vm-two'])];
    const estate = estateOf(
      [host('a'), host('b'), host('c')],
      [machine('one', 'a', 10), machine('two', 'a', 10)],
      rules,
    );
    const found = plan(estate);
    expect(found.moves).toHaveLength(1);
    expect(found.moves[0]).toMatchObject({ why: 'apart' });
    expect(replay(estate, found).wrong).toEqual([]);
  });

  it('move together what is kept together', () => {
    const rules = [rule('keep-together', ['vm-two', 'vm-three'])];
    const found = plan({ ...full(), clusters: rules });
    for (const { workloads } of found.moves) {
      const names = workloads.map(({ name }) => name);
      expect(names.includes('two')).toBe(names.includes('three'));
    }
    expect(found.moves).toHaveLength(1);
  });

  it('bind machines to hosts', () => {
    const rules = [rule('vm-host-must', ['vm-one', 'vm-two', 'vm-three'], ['a'])];
    expect(plan({ ...full(), clusters: rules }).moves).toEqual([]);
  });

  it('of which only names are known: what holds today is kept', () => {
    const named = (name: string, on: string, gib: number) => machine(name, on, gib, { affinityRules: ['anti'] });
    const estate = estateOf(
      [host('a'), host('b')],
      [named('one', 'a', 50), named('two', 'b', 10), machine('rest', 'a', 45)],
      [cluster({ rules: undefined })],
    );
    const found = plan(estate);
    expect(movesOf(found)).toEqual(['rest: a → b']);
    expect(found.notKnown.join()).toContain('what 1 rule of the platform demands (only names are known)');
  });
});

describe('limits', () => {
  it('a plan has at most the moves it may have', () => {
    const many = Array.from({ length: 8 }, (_, n) => machine(`m${n}`, 'a', 12));
    const estate = estateOf([host('a'), host('b'), host('c')], many);
    expect(plan(estate, { maxMoves: 1 }).moves).toHaveLength(1);
    expect(plan(estate, { maxMoves: 0 }).moves).toEqual([]);
  });

  it('switched-off machines take no room and stay', () => {
    const off = machine('off', 'b', 90, { powerState: 'off' });
    const found = plan(estateOf([host('a'), host('b')], [...full().workloads, off]));
    expect(movesOf(found)).toEqual(['three: a → b']);
    expect(found.warnings.join()).toContain('1 machine that is switched off');
  });

  it('an overfull host is no obstacle to relieving it', () => {
    const estate = estateOf([host('a'), host('b')], [machine('one', 'a', 90), machine('two', 'a', 60)]);
    const found = plan(estate);
    expect(movesOf(found)).toEqual(['two: a → b']);
    expect(found.warnings.join()).toContain('1 host holds more than it may already (a)');
  });

  it('an empty site and one without machines are answers', () => {
    const found = plan(estateOf([host('a')], []));
    expect(found).toMatchObject({ moves: [], cost: { before: 0, after: 0, bound: 0 }, gapPct: 0 });
  });
});

/** Random sites of up to six hosts, some closed, with machines of many sizes and rules. */
const sites = fc
  .record({
    hosts: fc.array(
      fc.record({ gib: fc.constantFrom(64, 128), shut: fc.boolean(), zone: fc.constantFrom('z1', 'z2', undefined) }),
      { minLength: 1, maxLength: 6 },
    ),
    machines: fc.array(
      fc.record({
        on: fc.nat(5),
        gib: fc.integer({ min: 1, max: 60 }),
        fixed: fc.boolean(),
        peak: fc.option(fc.integer({ min: 1, max: 100 }), { nil: undefined }),
      }),
      { maxLength: 25 },
    ),
    apart: fc.array(fc.uniqueArray(fc.nat(24), { minLength: 2, maxLength: 4 }), { maxLength: 3 }),
    evacuate: fc.boolean(),
    maxMoves: fc.option(fc.nat(5), { nil: undefined }),
  })
  .map(({ hosts, machines, apart, evacuate, maxMoves }) => {
    const made: Host[] = hosts.map(({ gib, shut, zone }, n) =>
      host(`h${n}`, { memoryMiB: gib * 1024, inMaintenance: shut && n > 0, ...(zone !== undefined && { zone }) }),
    );
    const workloads = machines.map(({ on, gib, fixed, peak }, n) =>
      machine(`m${n}`, `h${on % hosts.length}`, gib, {
        ...(fixed && { liveMigratable: false }),
        ...(peak !== undefined && { utilisation: { cpuP95Pct: peak } }),
      }),
    );
    const rules = apart.map((list, n) => ({
      name: `r${n}`,
      kind: 'keep-apart' as const,
      enabled: true,
      workloads: list.filter((m) => m < machines.length).map((m) => `vm-m${m}`),
    }));
    const options = {
      ...(evacuate && { evacuate: ['h0'] }),
      ...(maxMoves !== undefined && { maxMoves }),
      tolerancePct: 10,
    };
    return { estate: estateOf(made, workloads, [cluster({ rules })]), options };
  });

describe('any site', () => {
  it('replayed move by move, no host is ever overfull, no rule newly broken, nobody where he may not be', () => {
    fc.assert(
      fc.property(sites, ({ estate, options }) => {
        const found = plan(estate, options, 3000);
        const { wrong, at } = replay(estate, found);
        expect(wrong).toEqual([]);
        const fixed = estate.workloads.filter(({ facts }) => facts.liveMigratable === false);
        for (const { id, facts } of fixed) expect(at.get(id)).toBe(facts.host);
        if (options.maxMoves !== undefined)
          expect(
            new Set(found.moves.flatMap(({ workloads }) => workloads.map(({ id }) => id))).size,
          ).toBeLessThanOrEqual(options.maxMoves + found.moves.filter(({ kind }) => kind !== 'move').length);
        const after = found.groups.flatMap(({ hosts }) => hosts);
        for (const { host: name, after: load } of after) {
          const there = [...at].filter(([, where]) => where === name).length;
          expect(load.workloads).toBe(there);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('costs no more than before unless machines had to leave, and never less than the bound', () => {
    fc.assert(
      fc.property(sites, ({ estate, options }) => {
        const found = plan(estate, options, 3000);
        expect(found.cost.bound).toBeLessThanOrEqual(found.cost.after + 1e-6);
        const forced = found.moves.some(({ why }) => why === 'evacuate' || why === 'apart');
        if (!forced && found.blocked.length === 0) expect(found.cost.after).toBeLessThanOrEqual(found.cost.before);
      }),
      { numRuns: 60 },
    );
  });

  it('has one plan, in whatever order hosts and machines are listed', () => {
    fc.assert(
      fc.property(sites, ({ estate, options }) => {
        const turned = { ...estate, hosts: estate.hosts.toReversed(), workloads: estate.workloads.toReversed() };
        expect(plan(turned, options, 2000)).toEqual(plan(estate, options, 2000));
      }),
      { numRuns: 25 },
    );
  });
});
