import { describe, expect, test } from 'vitest';
import { catalog } from '../../../test/support/catalog.ts';
import { workloadWith } from '../model/workload.fixture.ts';
import type { WorkloadFacts } from '../model/workload.ts';
import { siteSchema } from '../policy/site.ts';
import type { Site } from '../policy/site.ts';
import type { CostLine } from './cost-line.ts';
import { elasticCostLines } from './elastic-lines.ts';
import type { ElasticLines } from './elastic-lines.ts';
import type { PriceList } from './price-list.ts';
import { listOf } from './price-list.fixture.ts';
import { createPricer } from './pricing.ts';
import { tcoSettings } from './settings.ts';

const LIST = listOf([
  { size: 'Standard_D4s_v5', vcpu: 4, memoryGiB: 16, usdPerHour: 0.2, reserved1yUsdPerHour: 0.1 },
  { size: 'Standard_D8s_v5', vcpu: 8, memoryGiB: 32, usdPerHour: 0.4, windowsUsdPerHour: 0.7, spotUsdPerHour: 0.1 },
]);
const FACTS: WorkloadFacts = {
  cpuCount: 4,
  memoryMiB: 16_384,
  disks: [{ label: 'a', capacityMiB: 128 * 1024 }],
  os: { family: 'linux', name: 'Debian 12' },
  powerState: 'on',
};
const LARGE: WorkloadFacts = { ...FACTS, cpuCount: 8 };
const WINDOWS = { family: 'windows', name: 'Windows Server 2022' } as const;
const RHEL = { family: 'linux', name: 'Red Hat Enterprise Linux 9' } as const;

const siteOf = (cost: Record<string, unknown>, rest: Record<string, unknown> = {}): Site =>
  siteSchema.parse({ id: 'cloud', platform: 'azure', target: 'azure-vm', region: 'westeurope', cost, ...rest });
const PLACEMENT = { horizonMonths: 36, usdPerMigrationHour: 85, riskPct: 5 };
const spread = tcoSettings({}).uncertaintyPct;

interface Asked {
  readonly cost?: Record<string, unknown>;
  readonly list?: PriceList;
  readonly today?: string;
  readonly staying?: boolean;
  readonly site?: Site;
}
function linesOf(workloads: readonly WorkloadFacts[], asked: Asked = {}): ElasticLines {
  const { cost = {}, list = LIST, today = '2026-11-23', staying = false, site = siteOf(cost) } = asked;
  const found = elasticCostLines({
    site,
    workloads: workloads.map((facts, at) => ({ workload: workloadWith(facts, { id: `wl-${at}` }), staying })),
    pricer: createPricer(catalog, [list], PLACEMENT),
    catalog,
    spread,
    today,
  });
  if (found === undefined) throw new Error('not sold by size');
  return found;
}
function line(id: string, workloads: readonly WorkloadFacts[], asked?: Asked): CostLine {
  const found = linesOf(workloads, asked).lines.find((one) => one.id === `cloud.${id}`);
  if (found === undefined) throw new Error(`no line ${id}`);
  return found;
}
const ids = (found: ElasticLines): string[] => found.lines.map(({ id }) => id);
const HOURS = { name: 'hours', value: 730, unit: 'hours a month', source: 'convention' };
const P10 = { name: 'usdPerMonth', value: 19.71, unit: 'USD per month', source: 'catalog/azure-prices.yaml disks' };

test('a site with its own hardware has no such lines', () => {
  const site = siteOf({ usdPerCoreMonth: 1 });
  const pricer = createPricer(catalog, [LIST], PLACEMENT);
  expect(elasticCostLines({ site, workloads: [], pricer, catalog, spread })).toBeUndefined();
});

describe('compute', () => {
  test('one line a size and commitment, in the order of their names, whatever the order of machines', () => {
    const found = linesOf([LARGE, FACTS, LARGE, FACTS, FACTS], { cost: { commitment: 'reserved-1y' } });
    expect(ids(found)).toEqual([
      'cloud.compute.pay-as-you-go.Standard_D8s_v5',
      'cloud.compute.reserved-1y.Standard_D4s_v5',
      'cloud.disk.p10',
      'cloud.egress',
      'cloud.public-ip',
    ]);
    expect(found.notes).toEqual([
      '2 workloads have no price of the commitment that was asked for: pay-as-you-go counted',
    ]);
  });

  test('machines × price × hours, each with its source', () => {
    expect(line('compute.pay-as-you-go.Standard_D4s_v5', [FACTS, FACTS])).toEqual({
      id: 'cloud.compute.pay-as-you-go.Standard_D4s_v5',
      title: 'Standard_D4s_v5, pay-as-you-go',
      group: 'compute',
      period: 'month',
      formula: 'machines × usdPerHour × hours',
      inputs: [
        { name: 'machines', value: 2, unit: 'machines', source: 'estate' },
        {
          name: 'usdPerHour',
          value: 0.2,
          unit: 'USD per hour',
          source: 'price list mine, region westeurope, pay-as-you-go',
          asOf: '2026-11-01',
        },
        HOURS,
      ],
      usd: { low: 292, likely: 292, high: 292 },
      assumptions: ['every machine runs all hours of the month'],
      asks: [],
    });
  });

  test('discount and factor stand in the formula, with the settings they are from', () => {
    const found = line('compute.pay-as-you-go.Standard_D4s_v5', [FACTS], {
      cost: { discountPct: 25, priceFactor: 1.1 },
    });
    expect(found.formula).toBe('machines × usdPerHour × hours × (1 − discountPct / 100) × priceFactor');
    expect(found.usd?.likely).toBeCloseTo(146 * 0.75 * 1.1, 9);
    expect(found.inputs.slice(3)).toEqual([
      { name: 'discountPct', value: 25, unit: 'percent off', source: 'sites.yaml cloud.cost.discountPct' },
      { name: 'priceFactor', value: 1.1, unit: 'times', source: 'sites.yaml cloud.cost.priceFactor' },
    ]);
    for (const cost of [{}, { discountPct: 0, priceFactor: 1 }])
      expect(line('compute.pay-as-you-go.Standard_D4s_v5', [FACTS], { cost }).inputs).toHaveLength(3);
  });

  test.each([
    { commitment: 'pay-as-you-go', id: 'pay-as-you-go.Standard_D4s_v5', likely: 438, low: 146 },
    { commitment: 'reserved-1y', id: 'reserved-1y.Standard_D4s_v5', likely: 219, low: 219 },
    { commitment: 'spot', id: 'spot.Standard_D8s_v5', likely: 219, low: 73 },
  ])(
    'two of three are off: paid by the hour they may cost nothing ($commitment)',
    ({ commitment, id, likely, low }) => {
      const off = { ...FACTS, powerState: 'off', interruptible: true } as const;
      const found = line(`compute.${id}`, [off, { ...FACTS, interruptible: true }, off], { cost: { commitment } });
      expect(found.usd?.likely).toBeCloseTo(likely, 9);
      expect(found.usd?.low).toBeCloseTo(low, 9);
      expect(found.usd?.high).toBeCloseTo(likely, 9);
      expect(found.assumptions).toEqual([
        'every machine runs all hours of the month',
        ...(low < likely ? ['2 of them are off now: the low end takes them to stay so'] : []),
      ]);
    },
  );

  test('the example list is second-hand, and says that it is one', () => {
    const found = line('compute.pay-as-you-go.Standard_D4s_v5', [FACTS], { list: { ...LIST, builtIn: true } });
    expect(found.usd?.low).toBeCloseTo(131.4, 9);
    expect(found.usd?.high).toBeCloseTo(160.6, 9);
    expect(found.assumptions).toContain('built-in example list of cloud: import a current one');
  });
});

describe('disks', () => {
  test('one line a tier; a discount is off compute alone, a factor on both', () => {
    const two: WorkloadFacts = {
      ...FACTS,
      disks: [
        { label: 'a', capacityMiB: 30 * 1024 },
        { label: 'b', capacityMiB: 100 * 1024 },
      ],
    };
    const asked = { cost: { discountPct: 50, priceFactor: 2 } };
    const found = line('disk.p10', [two, FACTS], asked);
    expect(found).toMatchObject({
      title: 'Disks P10',
      group: 'storage',
      period: 'month',
      formula: 'disks × usdPerMonth × priceFactor',
      inputs: [
        { name: 'disks', value: 2, unit: 'disks', source: 'estate' },
        { ...P10, unverified: false },
        { name: 'priceFactor', value: 2 },
      ],
      assumptions: ['transactions and snapshots are not part of it'],
      asks: [],
    });
    expect(found.usd?.likely).toBeCloseTo(78.84, 9);
    expect(found.usd?.low).toBeCloseTo(78.84 * 0.9, 9);
    expect(found.usd?.high).toBeCloseTo(78.84 * 1.1, 9);
    const own = line('disk.p4', [two], asked);
    expect(own.inputs[1]).toMatchObject({ value: 5.28, asOf: '2026-11-22', unverified: true });
    expect(own.usd?.high).toBeCloseTo(10.56 * 1.25, 9);
  });

  test('a disk spread over several counts as many, and why is said once', () => {
    const huge = { ...FACTS, disks: [{ label: 'a', capacityMiB: 40_000 * 1024 }] };
    const found = line('disk.p80', [huge, huge]);
    expect(found.inputs[0]?.value).toBe(4);
    expect(found.assumptions).toEqual(['transactions and snapshots are not part of it']);
    const busy = (iops: number) => ({ ...FACTS, disks: [{ label: 'a', capacityMiB: 128 * 1024, iops }] });
    expect(line('disk.p80', [busy(60_000), busy(50_000), busy(60_000)]).assumptions).toEqual([
      'transactions and snapshots are not part of it',
      'no disk for sale gives 128 GiB, 50000 IOPS: the largest premium-ssd counted',
      'no disk for sale gives 128 GiB, 60000 IOPS: the largest premium-ssd counted',
    ]);
  });

  test('the figures of a provisioned disk make its name', () => {
    const site = siteOf({}, { settings: { diskType: 'premium-ssd-v2' } });
    const disks = [
      { label: 'a', capacityMiB: 30 * 1024 },
      { label: 'b', capacityMiB: 200 * 1024, iops: 6000 },
    ];
    expect(ids(linesOf([{ ...FACTS, disks }], { site }))).toContain(
      'cloud.disk.premium-ssd-v2-200-gib-6000-iops-125-mb-s',
    );
  });
});

describe('guest licences', () => {
  test('Windows by vCPU where the list says nothing, by size where it does; neither is multiplied nor discounted', () => {
    const cost = { discountPct: 50, priceFactor: 2 };
    const found = linesOf([{ ...FACTS, os: WINDOWS }, { ...LARGE, os: WINDOWS }, FACTS, { ...LARGE, os: WINDOWS }], {
      cost,
    }).lines.filter(({ group }) => group === 'guest-licence');
    expect(found).toEqual([
      {
        id: 'cloud.windows.Standard_D8s_v5',
        title: 'Windows Server rented, Standard_D8s_v5',
        group: 'guest-licence',
        period: 'month',
        formula: 'machines × windowsUsdPerHour × hours',
        inputs: [
          { name: 'machines', value: 2, unit: 'machines', source: 'estate' },
          {
            name: 'windowsUsdPerHour',
            value: expect.closeTo(0.3, 12),
            unit: 'USD per hour',
            source: 'price list mine, with Windows less without',
            asOf: '2026-11-01',
          },
          HOURS,
        ],
        usd: { low: expect.closeTo(438, 9), likely: expect.closeTo(438, 9), high: expect.closeTo(438, 9) },
        assumptions: [],
        asks: [],
      },
      {
        id: 'cloud.windows.per-vcpu',
        title: 'Windows Server rented, per vCPU',
        group: 'guest-licence',
        period: 'month',
        formula: 'vcpu × usdPerVcpuHour × hours',
        inputs: [
          { name: 'vcpu', value: 4, unit: 'vCPU', source: 'estate' },
          {
            name: 'usdPerVcpuHour',
            value: 0.046,
            unit: 'USD per vCPU and hour',
            source: 'catalog/azure-prices.yaml windowsServer',
            asOf: '2026-07-27',
            unverified: false,
          },
          HOURS,
        ],
        usd: {
          low: expect.closeTo(134.32 * 0.85, 9),
          likely: expect.closeTo(134.32, 9),
          high: expect.closeTo(134.32 * 1.15, 9),
        },
        assumptions: [],
        asks: [],
      },
    ]);
  });

  test('vCPU of all machines count, and Windows is never cheaper than nothing', () => {
    const four = line('windows.per-vcpu', [
      { ...FACTS, os: WINDOWS },
      { ...FACTS, os: WINDOWS },
    ]);
    expect(four.inputs[0]?.value).toBe(8);
    const [offer] = LIST.regions['westeurope'] ?? [];
    if (offer === undefined) throw new Error('none sold');
    const list = { ...LIST, regions: { westeurope: [{ ...offer, windowsUsdPerHour: 0.1 }] } };
    const cheap = line('windows.Standard_D4s_v5', [{ ...FACTS, os: WINDOWS }], { list });
    expect(cheap.usd).toEqual({ low: 0, likely: 0, high: 0 });
  });

  test('Windows that is brought along is in no line', () => {
    const found = linesOf([{ ...FACTS, os: WINDOWS }], { cost: { windowsServer: 'hybrid-benefit' } });
    expect(ids(found).filter((id) => id.includes('windows'))).toEqual([]);
    expect(found.notes).toEqual([]);
  });

  test('Linux subscriptions at the price that is given; asked for without one; none where nobody needs one', () => {
    const cost = { linuxSubscriptionUsdPerVmMonth: 30 };
    const source = 'sites.yaml cloud.cost.linuxSubscriptionUsdPerVmMonth';
    const two = [{ ...FACTS, os: RHEL }, { ...FACTS, os: RHEL }, FACTS];
    expect(line('linux', two, { cost })).toEqual({
      id: 'cloud.linux',
      title: 'RHEL and SLES subscriptions rented',
      group: 'guest-licence',
      period: 'month',
      formula: 'machines × usdPerVmMonth',
      inputs: [
        { name: 'machines', value: 2, unit: 'machines', source: 'estate' },
        { name: 'usdPerVmMonth', value: 30, unit: 'USD per machine and month', source },
      ],
      usd: { low: 60, likely: 60, high: 60 },
      assumptions: [],
      asks: [],
    });
    expect(line('linux', two)).toMatchObject({
      usd: null,
      inputs: [{ name: 'machines', value: 2 }],
      formula: 'machines × usdPerVmMonth',
      asks: [source],
    });
    expect(ids(linesOf([FACTS], { cost }))).not.toContain('cloud.linux');
  });
});

describe('what is said beside the lines', () => {
  test('how many are priced with something taken for granted', () => {
    const total: WorkloadFacts = { ...FACTS, disks: undefined, provisionedMiB: 128 * 1024 };
    const gpu: WorkloadFacts = { ...FACTS, devices: [{ type: 'gpu' }], deviceTypesSeen: ['gpu'] };
    const client: WorkloadFacts = { ...FACTS, os: { family: 'windows', name: 'Windows 11' } };
    const [offer] = LIST.regions['westeurope'] ?? [];
    if (offer === undefined) throw new Error('none sold');
    const list = { ...LIST, regions: { westeurope: [{ ...offer, size: 'Standard_D4s_v99' }] } };
    expect(linesOf([total, gpu, client, { ...FACTS, os: undefined }], { list }).notes).toEqual([
      '4 workloads are priced at a size whose disk and interface limits are not known',
      '1 workloads are priced without a disk list',
      '1 workloads have a GPU that nobody counted: none priced',
      '2 workloads have a guest licence that is not priced here, or an unknown system',
    ]);
    expect(linesOf([FACTS]).notes).toEqual([]);
  });

  test('what has no price: its name, and why, in words', () => {
    const found = linesOf([
      { ...FACTS, name: 'big', cpuCount: 99 },
      { ...FACTS, memoryMiB: undefined },
    ]);
    expect(found.unpriced).toEqual([
      { id: 'wl-0', name: 'big', why: expect.stringMatching(/^no size in westeurope for 99 vCPU/) },
      { id: 'wl-1', name: 'wl-1', why: 'memory unknown: sync its platform, or import a list that states memory' },
    ]);
  });

  test('a region no list has: nobody is priced, and there are no lines', () => {
    const site = siteOf({}, { region: 'atlantis' });
    const why = 'prices of region atlantis: no list has it';
    const found = linesOf([FACTS, { ...FACTS, cpuCount: undefined }], { site });
    expect(found).toMatchObject({ lines: [], notes: [] });
    expect(found.unpriced.map((one) => one.why)).toEqual([
      why,
      'CPU count unknown: sync its platform, or import a list that states CPUs',
    ]);
  });

  test('a workload that stays keeps its size', () => {
    const facts = { ...FACTS, size: 'Standard_D8s_v5' };
    expect(ids(linesOf([facts], { staying: true }))[0]).toBe('cloud.compute.pay-as-you-go.Standard_D8s_v5');
    expect(ids(linesOf([facts]))[0]).toBe('cloud.compute.pay-as-you-go.Standard_D4s_v5');
  });
});
