import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testContext } from '../../test/support/database.ts';
import { fakePlatform, fakeProvider, machineNames, withProviders } from '../../test/support/live-provider.ts';
import type { FakePlatform } from '../../test/support/live-provider.ts';
import type { CountedKind, KindCounts } from '../store/source-marks.ts';
import { connectSource } from './connect-source.ts';
import type { OwnedContext } from './context.ts';
import { confirmHeld } from './hold.ts';
import { holdText } from '../core/model/hold-text.ts';
import { tooFew } from './hold-rule.ts';
import type { Counted } from './hold-rule.ts';
import { getSource } from './sources.ts';
import { syncSource } from './sync-source.ts';
import type { SyncOutcome } from './sync-outcome.ts';

type Counts = Partial<Record<CountedKind, number>>;

const kinds = (counts: Counts): KindCounts => new Map(Object.entries(counts) as [CountedKind, number][]);

const judged = (before: Counts, after: Counts, more: Partial<Counted> & { lately?: Counts } = {}): Counted => ({
  before: kinds(before),
  after: kinds(after),
  marks: kinds(more.lately ?? {}),
  added: 0,
  removed: 0,
  missing: more.missing ?? [],
});

describe('what is not believed', () => {
  it.each<[string, Counted, number]>([
    ['half and ten fewer', judged({ machine: 20 }, { machine: 10 }), 50],
    ['far fewer than within a day', judged({ machine: 511 }, { machine: 500 }, { lately: { machine: 1000 } }), 50],
    ['none of a few', judged({ machine: 9 }, {}), 50],
    ['none, where everything else is', judged({ machine: 1000 }, {}), 100],
    ['a kind that is gone', judged({ machine: 700, vm: 300 }, { machine: 800 }), 50],
    ['a kind of which half is gone', judged({ host: 40, machine: 9 }, { host: 20, machine: 9 }), 50],
    ['the only host, when something could not be listed', judged({ host: 1 }, {}, { missing: [denied('hosts')] }), 50],
  ])('%s', (_what, counted, percent) => expect(tooFew(counted, percent)).toBeDefined());

  it.each<[string, Counted, number]>([
    ['a little less than half', judged({ machine: 1000 }, { machine: 501 }), 50],
    ['nine fewer of ten', judged({ machine: 10 }, { machine: 1 }), 50],
    ['as many as before, though there were more lately', judged({ vm: 40 }, { vm: 40 }, { lately: { vm: 500 } }), 50],
    ['more than before, though there were more lately', judged({ vm: 40 }, { vm: 41 }, { lately: { vm: 500 } }), 50],
    ['one left, where only none is doubted', judged({ machine: 1000 }, { machine: 1 }), 100],
    ['the only network', judged({ network: 1 }, {}), 50],
  ])('but: %s', (_what, counted, percent) => expect(tooFew(counted, percent)).toBeUndefined());

  it('is said in words, with what could not be listed', () => {
    const found = tooFew(
      judged({ machine: 700, vm: 300, container: 400 }, { machine: 400, container: 400 }, { missing: [denied('VMs')] }),
      50,
    );
    expect(found).toMatchObject({ before: 700, after: 400, kinds: [{ kind: 'vm', before: 300, after: 0 }] });
    expect(found && holdText('ocp', { ...found, names: ['a', 'b', 'c', 'd'] })).toBe(
      'ocp lists 400 machines instead of 700, 42 % fewer, and 0 virtual machines instead of 300, 100 % fewer; ' +
        'a, b, c and others would go; not read: VMs (may not be listed)',
    );
    const hosts = tooFew(judged({ machine: 700, host: 30 }, { machine: 700, host: 0 }), 50);
    expect(hosts && holdText('fra', { ...hosts, names: [] })).toBe('fra lists 0 hosts instead of 30, 100 % fewer');
  });
});

function denied(part: string) {
  return { part, cost: 'may not be listed', facts: [] };
}

describe('a source that is read', () => {
  let context: OwnedContext;
  let platform: FakePlatform;
  let count = 0;
  let name = '';

  beforeAll(async () => {
    context = await testContext();
  });
  afterAll(() => context?.[Symbol.asyncDispose]());
  beforeEach(async () => {
    count += 1;
    name = `held-${count}`;
    platform = { ...fakePlatform(0), instanceId: name };
    context = withProviders(context, fakeProvider(platform));
    const settings = { address: `${name}.example` };
    await connectSource(context, { kind: 'fake', name, settings, secrets: { password: { value: 'pw' } } });
  });

  const lists = (machines: number): Promise<SyncOutcome> => {
    platform.machines = machineNames(machines);
    return syncSource(context, name);
  };
  const machines = async (): Promise<number> => (await getSource(context, name)).workloads;

  it('is not believed step by step', async () => {
    await lists(100);
    expect(await lists(51)).toMatchObject({ held: null });
    const { held } = await lists(26);
    expect(held).toMatchObject({ before: 51, highest: 100, after: 26, percentFewer: 74 });
    expect(await machines()).toBe(51);
    expect(await lists(52)).toMatchObject({ held: null });
    expect((await lists(30)).held).toMatchObject({ before: 52, highest: 100 });
  });

  it('is judged by what was confirmed from then on', async () => {
    await lists(100);
    await lists(60);
    await lists(40);
    await confirmHeld(context, name);
    expect(await lists(21)).toMatchObject({ held: null });
    expect((await lists(20)).held).toMatchObject({ before: 21, highest: 40, after: 20 });
  });

  it('is judged by the last day only', async () => {
    await lists(100);
    await lists(60);
    await context.store.query("update source_marks set listed_until = listed_until - interval '25 hours'");
    expect(await lists(40)).toMatchObject({ held: null });
  });

  it('is held when nothing is left, however few there were', async () => {
    await lists(9);
    expect((await lists(0)).held).toMatchObject({ before: 9, after: 0, removed: 9 });
    await confirmHeld(context, name);
    expect(await machines()).toBe(0);
    expect(await lists(0)).toMatchObject({ held: null });
  });

  it('is held by changes that take it away bit by bit', async () => {
    platform.cursor = 'lasting';
    await lists(30);
    const names = machineNames(30);
    platform.changes = { put: [], removed: names.slice(0, 8) };
    expect(await syncSource(context, name)).toMatchObject({ mode: 'delta', removed: 8, held: null });
    platform.changes = { put: [], removed: names.slice(8, 16) };
    const { held, mode } = await syncSource(context, name);
    expect(mode).toBe('delta');
    expect(held).toMatchObject({ before: 22, highest: 30, after: 14, removed: 8, names: names.slice(8, 16) });
    expect(await confirmHeld(context, name)).toMatchObject({ removed: 8 });
    expect(await machines()).toBe(14);
  });

  it('is held when a kind is gone, whatever came of another', async () => {
    const pods = machineNames(40, 'pod');
    platform.kinds = Object.fromEntries([...pods, ...machineNames(60, 'new')].map((pod) => [pod, 'container']));
    platform.machines = [...pods, ...machineNames(30)];
    await syncSource(context, name);
    platform.machines = [...pods, ...machineNames(60, 'new')];
    platform.missing = [{ part: 'VirtualMachine', cost: 'may not be listed', facts: [] }];
    const { held } = await syncSource(context, name);
    expect(held).toMatchObject({
      before: 70,
      after: 100,
      removed: 30,
      added: 60,
      percentFewer: 0,
      kinds: [{ kind: 'vm', before: 30, after: 0 }],
      missing: [{ part: 'VirtualMachine', cost: 'may not be listed' }],
    });
    expect((await getSource(context, name)).live?.held).toMatchObject({ kinds: [{ kind: 'vm' }] });
    expect(await machines()).toBe(70);
  });

  it('is held when its hosts are gone and its machines are not', async () => {
    platform.hosts = ['esx1', 'esx2', 'esx3'];
    await lists(20);
    platform.hosts = [];
    expect((await lists(20)).held).toMatchObject({
      before: 20,
      after: 20,
      kinds: [{ kind: 'host', before: 3, after: 0 }],
    });
  });
});
