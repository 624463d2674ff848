import { describe, expect, it } from 'vitest';
import { buildTco } from './build.ts';
import { computeTco } from './compute.ts';
import { groupOf, rulesText } from './licence-lines.ts';
import type { TcoModel } from './model.ts';
import { caseOf, DEBIAN, exit, STAY, WINDOWS_2016 } from './tco.fixture.ts';

const RHEL = { ...DEBIAN, os: { family: 'linux' as const, name: 'Red Hat Enterprise Linux 9' } };
const weu = (cost: Readonly<Record<string, unknown>>) => ({
  id: 'weu',
  platform: 'azure',
  target: 'azure-vm',
  region: 'westeurope',
  cost,
});
function lineOf(id: string, cost: Readonly<Record<string, unknown>>) {
  const model = buildTco(caseOf([RHEL, RHEL, DEBIAN], [STAY, exit(3, 3, 'weu')], { sites: [weu(cost)] }));
  return computeTco(model).lines.find((line) => line.id === `exit.weu.${id}`);
}

describe('Linux subscriptions at a provider', () => {
  it('by machine at the price of the site; asked for without one; by pairs where they are brought along', () => {
    expect(lineOf('rhel-cloud', { linuxSubscriptionUsdPerVmMonth: 30 })?.perMonth[0]).toBe(60);
    expect(lineOf('rhel-cloud', {})).toMatchObject({
      usd: null,
      asks: ['sites.yaml licences.prices: {product: rhel-cloud, usd: …} per machine and month'],
    });
    const brought = { linuxSubscription: 'hybrid-benefit', linuxSubscriptionUsdPerVmMonth: 30 };
    expect(lineOf('rhel-cloud', brought)).toBeUndefined();
    expect(lineOf('rhel-server', brought)?.usd).toBeNull();
  });
});

it.each([
  ['sql-server-standard', 'database-licence'],
  ['openshift-platform-plus', 'platform-licence'],
  ['vmware-vcf', 'platform-licence'],
  ['azure-local', 'platform-licence'],
  ['windows-server-azure-local', 'guest-licence'],
  ['rhel-server', 'guest-licence'],
] as const)('%s is a %s', (product, group) => {
  expect(groupOf(product)).toBe(group);
});

it('cites the rules it has', () => {
  expect(rulesText([])).toBe('');
  expect(rulesText(['ahb-vm', 'ws-cal'])).toBe('licensing.yaml ahb-vm, ws-cal');
});

const many = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value);
const lineIn = (model: TcoModel, id: string): TcoModel['lines'][number] =>
  model.lines.find((line) => line.id === id) ?? expect.fail(`no line ${id}: ${model.lines.map((l) => l.id).join(' ')}`);
const seriesIn = (model: TcoModel, id: string): TcoModel['series'][number] =>
  model.series.find((each) => each.id === `s_${id}`) ?? expect.fail(`no series ${id}`);
const inputIn = (model: TcoModel, id: string): TcoModel['inputs'][number] =>
  model.inputs.find((each) => each.id === `i_${id}`) ?? expect.fail(`no input ${id}`);
const usd = (model: TcoModel, id: string): readonly number[] =>
  computeTco(model).lines.find((line) => line.id === id)?.perMonth ?? [];

describe('subscriptions', () => {
  const SLES = { ...DEBIAN, os: { family: 'linux' as const, name: 'SUSE Linux Enterprise Server 15' } };

  it('of SUSE by machine at the price of the site it runs at, each month', () => {
    const prices = [{ product: 'sles', usd: 50 }];
    const sites = [weu({ linuxSubscriptionUsdPerVmMonth: 30, asOf: '2026-10-01' })];
    const model = buildTco(caseOf([SLES, SLES], [STAY, exit(2, 2, 'weu')], { sites, licences: { prices } }));
    expect(usd(model, 'stay.old.sles')).toEqual(many(12, 100));
    expect(usd(model, 'exit.weu.sles')).toEqual(many(12, 60));
    expect(lineIn(model, 'exit.weu.sles')).toMatchObject({
      title: 'SUSE Linux Enterprise Server',
      group: 'guest-licence',
      period: 'month',
      assumptions: ['2 machines with SUSE Linux Enterprise'],
    });
    expect(inputIn(model, 'weu_linuxSubscriptionUsdPerVmMonth')).toMatchObject({
      title: 'weu: Linux subscription',
      unit: 'USD per machine and month',
      source: 'sites.yaml weu.cost.linuxSubscriptionUsdPerVmMonth',
      asOf: '2026-10-01',
    });
    expect(inputIn(model, 'price_sles')).toMatchObject({ unit: 'USD per machine and month' });
  });

  it('sold by the year cost a twelfth a month, and cite the rules they are counted by', () => {
    const prices = [{ product: 'rhel-server', usd: 1200 }];
    const model = buildTco(caseOf(many(3, RHEL), [STAY], { licences: { prices } }));
    expect(usd(model, 'stay.old.rhel-server')).toEqual(many(12, 200));
    expect(seriesIn(model, 'stay_old_rhel_server')).toMatchObject({
      title: 'old: Red Hat Enterprise Linux Server',
      unit: 'subscription',
      values: many(12, 2),
      source: 'licensing.yaml rhel-server, rhel-vdc-breakeven',
    });
    expect(inputIn(model, 'price_rhel_server')).toMatchObject({
      title: 'Red Hat Enterprise Linux Server',
      unit: 'USD per subscription and year',
    });
  });

  it('of VMware are paid for a term at a time, from the first month or once the term that runs is over', () => {
    const licences = { prices: [{ product: 'vmware-vcf', usd: 120 }], vmwareTermMonths: 3 };
    const paths = [STAY, exit(16, 2)];
    const ofVmware = (more: object) =>
      buildTco(caseOf(many(16, DEBIAN), paths, { licences: { ...licences, ...more } }));
    // Hosts: 4, 4, 3, 3, 2, 2, 1, 1, then none; 32 cores each, at 10 USD a month, no order under 72 cores.
    const anew = ofVmware({});
    expect(usd(anew, 'exit.old.vmware-vcf')).toEqual([...many(3, 1280), ...many(3, 960), ...many(3, 720), 0, 0, 0]);
    expect(lineIn(anew, 'exit.old.vmware-vcf').assumptions.at(-1)).toBe(
      'renewed every 3 months from the first on (sites.yaml licences.vmwareUntil is not given)',
    );
    const until = ofVmware({ vmwareUntil: '2027-01-31' });
    expect(usd(until, 'exit.old.vmware-vcf')).toEqual([1280, 1280, ...many(3, 960), ...many(3, 720), 0, 0, 0, 0]);
    expect(lineIn(until, 'exit.old.vmware-vcf').assumptions.at(-1)).toBe(
      'paid until 2027-01-31, then renewed for 3 months at a time',
    );
    const over = ofVmware({ vmwareUntil: '2025-01-31' });
    expect(usd(over, 'exit.old.vmware-vcf')).toEqual(usd(anew, 'exit.old.vmware-vcf'));
  });
});

describe('licences that are bought', () => {
  const product = 'windows-server-datacenter';
  const machines = many(40, { ...WINDOWS_2016, memoryMiB: 8192 });
  const moved = 'while a workload moves, its licence serves both ends (licensing.yaml ahb-dual-use, ws-mobility)';

  it('say what is held, and that a move needs no second one', () => {
    const model = buildTco(caseOf(machines, [STAY], { licences: { owned: [{ product, units: 28 }] } }));
    expect(lineIn(model, `stay.${product}`)).toMatchObject({
      siteId: null,
      title: 'Windows Server Datacenter, bought',
      group: 'guest-licence',
      period: 'one-off',
      assumptions: [expect.stringContaining('40 machines on 4 hosts'), 'beyond sites.yaml licences.owned', moved],
    });
    const bought = seriesIn(model, 'stay_buy_windows_server_datacenter');
    expect(bought).toMatchObject({ title: 'Windows Server Datacenter: bought', values: [100, ...many(11, 0)] });
    expect(bought.source).toMatch(/^licensing\.yaml ws-[a-z, -]+; held: 28, sites\.yaml licences\.owned$/);
    expect(inputIn(model, 'price_windows_server_datacenter').unit).toBe(`USD per ${bought.unit}`);
  });

  it('take what runs today as licensed where nobody says what is held', () => {
    const of = caseOf(machines, [STAY, exit(40, 40)]);
    const grown = caseOf(machines, [STAY, exit(40, 40)]);
    const workloads = grown.workloads.map((entry, at) => (at < 2 ? entry : { ...entry, siteId: null }));
    expect(buildTco(of).lines.some(({ id }) => id === `exit.${product}`)).toBe(false);
    const model = buildTco({ ...grown, workloads, paths: [STAY, exit(40, 40)] });
    const bought = model.lines.filter(({ id }) => /windows-server-(?:standard|datacenter)$/.test(id));
    for (const { assumptions } of bought)
      expect(assumptions.slice(1)).toEqual([
        'what runs today is taken as licensed: give sites.yaml licences.owned',
        moved,
      ]);
    const sources = model.series.filter(({ id }) => id.includes('_buy_windows_server_')).map(({ source }) => source);
    expect(sources.join()).toContain('what runs today is taken as licensed');
    expect(sources).toHaveLength(bought.length);
  });

  it('of access count the people once, however many sites they reach', () => {
    const licences = { windowsUsers: 50, owned: [{ product: 'windows-server-access', units: 20 }] };
    const of = caseOf(many(2, WINDOWS_2016), [STAY, { ...exit(1, 1), id: 'half' }], { licences });
    const model = buildTco(of);
    for (const path of ['stay', 'half'])
      expect(seriesIn(model, `${path}_buy_windows_server_access`).values).toEqual([30, ...many(11, 0)]);
  });

  it('that cannot be counted are a line without a price, of their own product', () => {
    const model = buildTco(caseOf([WINDOWS_2016, RHEL], [STAY]));
    const unknown = model.lines.filter(({ id }) => id.endsWith('-unknown'));
    expect(unknown).toEqual([
      {
        id: 'stay.windows-server-access-unknown',
        pathId: 'stay',
        siteId: null,
        title: 'Windows Server access licence: what is not known',
        group: 'guest-licence',
        period: 'one-off',
        expression: { input: 'i_unknown_windows_server_access_stay' },
        assumptions: [],
      },
    ]);
    expect(inputIn(model, 'unknown_windows_server_access_stay')).toMatchObject({
      title: 'Windows Server access licence: units that cannot be counted',
      unit: 'USD',
      value: null,
      ask: 'sites.yaml licences.windowsUsers or licences.windowsDevices',
    });
    expect(model.lines.some(({ id }) => id.includes('windows-server-updates'))).toBe(false);
  });
});
