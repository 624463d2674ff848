import { describe, expect, it } from 'vitest';
import { catalog } from '../../../test/support/catalog.ts';
import type { WorkloadFacts } from '../model/workload.ts';
import { createForecaster } from './forecast.ts';
import type { ForecastBasis, MoveForecast } from './forecast.ts';
import type { PlannedTransfer } from './move-time.ts';

const throughput = catalog['migration-throughput'];
const GIB = 1024;

const transfer = (id: string, facts: WorkloadFacts, over: Partial<PlannedTransfer> = {}): PlannedTransfer => ({
  id,
  name: `vm ${id}`,
  facts: { platform: 'vsphere', powerState: 'on', ...facts },
  fromSiteId: 'fra',
  toSiteId: 'ocp',
  target: 'openshift-virtualization',
  ...over,
});

const forecaster = (over: Partial<ForecastBasis> = {}) =>
  createForecaster({ catalog: throughput, settings: undefined, linkMbps: 10_000, measured: [], ...over });

function move(facts: WorkloadFacts, over: Partial<ForecastBasis> = {}, to: Partial<PlannedTransfer> = {}) {
  const found = forecaster(over).move(transfer('a', facts, to));
  if ('impossible' in found) throw new Error(found.impossible);
  return found;
}

const disks = (count: number, capacityGiB: number, usedGiB?: number, thin = false) =>
  Array.from({ length: count }, (_, nth) => ({
    label: `disk ${nth}`,
    capacityMiB: capacityGiB * GIB,
    thin,
    ...(usedGiB !== undefined && { usedMiB: usedGiB * GIB }),
  }));

describe('one move', () => {
  it('is the sum of its steps: 100 GiB in use at 74 MiB/s, 5 minutes before and 14 after', () => {
    const { hours, copyGiB, warm, downtimeMinutes, missing } = move({
      disks: disks(1, 200, 100),
      changeTracking: false,
    });
    expect(copyGiB).toEqual({ low: 100, likely: 100, high: 200 });
    expect(hours.likely).toBeCloseTo((100 * 1024) / 74 / 3600 + (5 + 8 + 6) / 60, 6);
    // Fastest: 200 MiB/s and 2 + 3 + 3 minutes. Slowest: whole disks at 40 MiB/s and 10 + 20 + 15 minutes.
    expect(hours.low).toBeCloseTo((100 * 1024) / 200 / 3600 + 8 / 60, 6);
    expect(hours.high).toBeCloseTo((200 * 1024) / 40 / 3600 + 45 / 60, 6);
    expect([warm, missing]).toEqual([false, []]);
    expect(downtimeMinutes?.likely).toBeCloseTo((100 * 1024) / 74 / 60 + 14, 6);
  });

  it('is bound by the line where that is slower', () => {
    // 100 Mbit/s at 60 % are 7.15 MiB/s.
    expect(move({ disks: disks(1, 10, 10) }, { linkMbps: 100 }).hours.likely).toBeCloseTo(
      (10 * 1024) / (((100e6 / 8) * 0.6) / 2 ** 20) / 3600 + 19 / 60,
      6,
    );
  });

  it('is away only for the last changes when it is copied while it runs', () => {
    const warm = move({ disks: disks(1, 200, 100), changeTracking: true, utilisation: { diskWriteMiBps: 2 } });
    // An hour of writes at 2 MiB/s, six in ten of them to other blocks, at 74 MiB/s; 14 minutes of conversion and start.
    expect(warm.downtimeMinutes?.likely).toBeCloseTo((2 * 3600 * 0.6) / 74 / 60 + 14, 6);
    expect(warm.assumed).toEqual(['blocks that hold no files may be copied too: at most what is provisioned']);
    const guessed = move({ disks: disks(1, 200, 100), changeTracking: true });
    expect(guessed.assumed).toContain('write rate is unknown: 1 to 10 % of its used space a day');
    expect(guessed.downtimeMinutes?.likely).toBeCloseTo((100 * 1024 * 0.03) / 24 / 74 / 60 + 14, 6);
  });

  it('ranges from warm to cold when nobody knows which it can be', () => {
    const open = move({ disks: disks(1, 200, 100) });
    const warm = move({ disks: disks(1, 200, 100), changeTracking: true });
    const cold = move({ disks: disks(1, 200, 100), changeTracking: false });
    expect(open.warm).toBeNull();
    expect(open.downtimeMinutes?.low).toBe(warm.downtimeMinutes?.low);
    expect(open.downtimeMinutes?.high).toBe(cold.downtimeMinutes?.high);
  });

  it('has no downtime when it is off', () => {
    expect(move({ disks: disks(1, 10, 10), powerState: 'off', changeTracking: true })).toMatchObject({
      warm: false,
      downtimeMinutes: { low: 0, likely: 0, high: 0 },
    });
  });

  it('takes unknown used space as a range, thin disks as little more than is used, and an unknown size as handling', () => {
    expect(move({ disks: disks(1, 100) }).copyGiB).toEqual({ low: 50, likely: 75, high: 100 });
    expect(move({ disks: disks(2, 100, 20, true) }).copyGiB).toEqual({ low: 40, likely: 40, high: 50 });
    expect(move({ usedMiB: 40 * GIB }).copyGiB).toEqual({ low: 40, likely: 40, high: 50 });
    const unknown = move({});
    expect(unknown).toMatchObject({ copyGiB: null, downtimeMinutes: null, missing: ['disks', 'provisionedMiB'] });
    expect(unknown.hours.likely).toBeCloseTo(19 / 60, 6);
    expect(unknown.basis).toContain('disk size is unknown: only handling is counted');
  });

  it.each([
    { platform: 'vsphere', target: 'openshift-virtualization', method: 'forklift-vddk' },
    { platform: 'hyperv', target: 'openshift-virtualization', method: 'forklift-import' },
    { platform: 'vsphere', target: 'azure-vm', method: 'azure-migrate-agentless' },
    { platform: 'hyperv', target: 'azure-vm', method: 'azure-migrate-hyperv' },
    { platform: 'kvm', target: 'azure-vm', method: 'azure-migrate-agent' },
    { platform: 'vsphere', target: 'azure-local', method: 'azure-migrate-local' },
    { platform: 'vsphere', target: 'kvm', method: 'virt-v2v' },
    { platform: 'kvm', target: 'hyperv', method: 'image-convert' },
    { platform: undefined, target: 'openshift-virtualization', method: 'image-convert' },
    { platform: 'vsphere', target: 'stay', method: 'platform-copy' },
    { platform: 'vsphere', target: 'aks-container', method: 'container-rebuild' },
  ] as const)('goes from $platform to $target by $method', ({ platform, target, method }) => {
    expect(move({ platform, disks: disks(1, 10) }, {}, { target }).method.id).toBe(method);
  });

  it('goes another way where sites.yaml says so, which a wrong name is told', () => {
    const settings = { methods: { 'openshift-virtualization': 'forklift-offload' } };
    const found = move({ disks: disks(1, 1000, 1000) }, { settings, linkMbps: 1 });
    expect(found).toMatchObject({ line: null, method: { id: 'forklift-offload' } });
    expect(found.hours.likely).toBeLessThan(1);
    expect(() => forecaster({ settings: { methods: { 'azure-vm': 'virt-v2v' } } })).toThrow(
      'does not lead to azure-vm',
    );
    expect(() => forecaster({ settings: { methods: { kvm: 'vitr-v2v' } } })).toThrow('no way of moving "vitr-v2v"');
  });
});

describe('moves together', () => {
  const many = (count: number, facts: WorkloadFacts = { disks: disks(1, 100, 100) }) =>
    Array.from({ length: count }, (_, nth) => transfer(`w${nth}`, facts));

  it('take as long as their line needs, not as the sum of their times', () => {
    const found = forecaster({ linkMbps: 1000 }).set(many(20));
    const line = (20 * 100 * 1024) / (((1000e6 / 8) * 0.6) / 2 ** 20) / 3600;
    // Before the first copy 5 minutes pass, after the last one 14, and then somebody looks for 30.
    expect(found.boundHours).toBeCloseTo(line + 49 / 60, 6);
    expect(found.bindsBy).toBe('the line that all share (waves.linkMbps)');
    // All end together, and ten people look at twenty machines.
    expect(found.hours.likely).toBeCloseTo(line + 79 / 60, 6);
    const sum = found.moves.reduce((total, { hours }) => total + hours.likely, 0);
    expect(found.hours.likely).toBeLessThan(sum);
  });

  it('use lines of their own side by side', () => {
    const settings = { links: [{ from: 'ocp', to: 'fra', mbps: 500 }] };
    const both = [...many(1), transfer('other', { disks: disks(1, 100, 100) }, { toSiteId: 'azure' })];
    const found = forecaster({ settings, linkMbps: 500 }).set(both);
    const alone = forecaster({ linkMbps: 500 }).set(many(1));
    expect(found.hours.likely).toBeCloseTo(alone.hours.likely, 6);
    expect(found.moves.map(({ line }) => line?.id)).toEqual(['ocp ↔ fra', 'that all share (waves.linkMbps)']);
  });

  it('wait for places of the source host and for people', () => {
    const onHost = many(8, { disks: disks(1, 1, 1), host: 'esx1' });
    const free = forecaster().set(onHost).hours.likely;
    expect(forecaster({ settings: { perHost: 1 } }).set(onHost).hours.likely).toBeGreaterThan(free * 2);
    const slow = forecaster({ settings: { checkers: 1, checkMinutes: 60 } }).set(onHost);
    expect(slow.hours.likely).toBeGreaterThan(8);
    expect(slow.bindsBy).toBe('the people who check');
  });

  it('name the longest machine when it alone decides', () => {
    expect(forecaster().set(many(1)).bindsBy).toBe('the longest move, vm w0');
  });

  it('follow what was measured, and say how much that is', () => {
    const measured = Array.from({ length: 16 }, (_, nth) => ({
      id: `m${nth}`,
      method: 'forklift-vddk',
      fromSiteId: 'fra',
      toSiteId: 'ocp',
      giB: 100,
      seconds: (100 * 1024) / 20,
    }));
    const before = forecaster().set(many(3));
    const after = forecaster({ measured }).set(many(3));
    expect([before.measurements, after.measurements]).toEqual([0, 16]);
    expect(after.hours.likely).toBeGreaterThan(before.hours.likely * 1.5);
    expect(after.hours.high / after.hours.low).toBeLessThan(before.hours.high / before.hours.low);
    expect(after.moves[0]?.basis.join('\n')).toContain('from 16 measured moves over this line and 0 over others');
  });

  it('say which no way leads to, and time the others', () => {
    const only = { ...throughput, methods: throughput.methods.filter(({ id }) => id === 'virt-v2v') };
    const found = createForecaster({ catalog: only, settings: undefined, linkMbps: 1000, measured: [] }).set([
      transfer('a', { disks: disks(1, 1) }, { target: 'kvm' }),
      transfer('b', { disks: disks(1, 1) }),
    ]);
    expect(found.moves.map((each: MoveForecast) => each.transfer.id)).toEqual(['a']);
    expect(found.impossible).toMatchObject([
      { why: 'no way of moving from vsphere to openshift-virtualization is known' },
    ]);
  });

  it('an empty set takes no time', () => {
    expect(forecaster().set([])).toMatchObject({ hours: { low: 0, likely: 0, high: 0 }, moves: [] });
  });
});
