/** Three machines priced by hand in docs/reference/cost.md: the program says the same, digit by digit. */

import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { loadCatalog } from '../../services/catalog.ts';
import { workloadWith } from '../model/workload.fixture.ts';
import type { WorkloadFacts } from '../model/workload.ts';
import { sitesFileSchema } from '../policy/site.ts';
import type { Site } from '../policy/site.ts';
import { elasticCostLines } from './elastic-lines.ts';
import type { ElasticLines } from './elastic-lines.ts';
import { createPricer } from './pricing.ts';
import { tcoSettings } from './settings.ts';

const catalog = await loadCatalog();
const page = await readFile(new URL('../../../docs/reference/cost.md', import.meta.url), 'utf8');
const disk = (capacityGiB: number, iops?: number) => ({
  label: `${capacityGiB}`,
  capacityMiB: capacityGiB * 1024,
  ...(iops !== undefined && { iops }),
});

const WEB: WorkloadFacts = {
  cpuCount: 2,
  memoryMiB: 8192,
  disks: [disk(30)],
  nics: [{ label: 'a' }],
  os: { family: 'linux', name: 'Debian 12' },
  powerState: 'on',
};
const WINDOWS: WorkloadFacts = {
  cpuCount: 4,
  memoryMiB: 16_384,
  disks: [disk(127), disk(256)],
  nics: [{ label: 'a' }],
  os: { family: 'windows', name: 'Windows Server 2022' },
  powerState: 'on',
};
const SQL: WorkloadFacts = {
  cpuCount: 16,
  memoryMiB: 131_072,
  disks: [disk(128), disk(512, 2000), disk(1024, 6000)],
  nics: [{ label: 'a' }],
  os: { family: 'windows', name: 'Windows Server 2022' },
  roles: ['sql-server'],
  powerState: 'on',
};

function linesOf(facts: WorkloadFacts, region: string, cost: Record<string, unknown>): ElasticLines {
  const file = sitesFileSchema.parse({ sites: [{ id: 'here', platform: 'azure', target: 'azure-vm', region, cost }] });
  const [site] = file.sites as [Site];
  const pricer = createPricer(catalog, [], file.placement);
  const spread = tcoSettings(file).uncertaintyPct;
  const workloads = [{ workload: workloadWith(facts), staying: false }];
  const found = elasticCostLines({ site, workloads, pricer, catalog, spread, today: '2026-11-23' });
  if (found === undefined) throw new Error('not sold by size');
  return found;
}

const cents = (usd: number): string => usd.toFixed(2);

describe.each([
  {
    name: 'Linux web server',
    lines: linesOf(WEB, 'westeurope', { egressGiBPerMonth: 500, publicIpAddresses: 1 }),
    hand: [
      { id: 'here.compute.pay-as-you-go.Standard_D2as_v5', usd: 75.92, said: '0.104 × 730 = 75.92' },
      { id: 'here.disk.p4', usd: 5.28, said: 'P4: 5.28' },
      { id: 'here.egress', usd: 34.8, said: '(500 − 100) × 0.087 = 34.80' },
      { id: 'here.public-ip', usd: 3.65, said: '0.005 × 730 = 3.65' },
    ],
    total: '119.65',
  },
  {
    name: 'Windows with Hybrid Benefit',
    lines: linesOf(WINDOWS, 'germanywestcentral', {
      windowsServer: 'hybrid-benefit',
      egressGiBPerMonth: 0,
      publicIpAddresses: 0,
    }),
    hand: [
      { id: 'here.compute.pay-as-you-go.Standard_D4as_v5', usd: 151.84, said: '0.208 × 730 = 151.84' },
      { id: 'here.disk.p10', usd: 19.71, said: 'P10: 19.71' },
      { id: 'here.disk.p15', usd: 38.01, said: 'P15: 38.01' },
      { id: 'here.egress', usd: 0, said: 'nothing leaves' },
      { id: 'here.public-ip', usd: 0, said: 'no address' },
    ],
    total: '209.56',
  },
  {
    name: 'SQL Server, reserved for one year',
    lines: linesOf(SQL, 'eastus', { commitment: 'reserved-1y' }),
    hand: [
      { id: 'here.compute.reserved-1y.Standard_E16s_v5', usd: (5210 / 8760) * 730, said: '5210 / 8760 × 730 = 434.17' },
      { id: 'here.disk.p10', usd: 19.71, said: 'P10: 19.71' },
      { id: 'here.disk.p20', usd: 73.22, said: 'P20: 73.22' },
      { id: 'here.disk.p40', usd: 259.0457, said: 'P40: 259.0457' },
      { id: 'here.windows.per-vcpu', usd: 537.28, said: '16 × 0.046 × 730 = 537.28' },
      { id: 'here.egress', usd: null, said: 'asked for' },
      { id: 'here.public-ip', usd: null, said: 'asked for' },
    ],
    total: '1323.42',
  },
])('$name', ({ lines, hand, total }) => {
  test.each(hand)('$id is $usd', ({ id, usd, said }) => {
    const line = lines.lines.find((one) => one.id === id);
    expect(line, id).toBeDefined();
    if (usd === null) {
      expect(line?.usd).toBeNull();
      expect(line?.asks.join()).toMatch(/sites\.yaml here\.cost\./);
    } else {
      expect(line?.usd?.likely).toBeCloseTo(usd, 10);
    }
    expect(page).toContain(said);
  });

  test('and nothing else', () => {
    expect(lines.lines.map(({ id }) => id).sort()).toEqual(hand.map(({ id }) => id).sort());
    expect(lines.unpriced).toEqual([]);
    const sum = lines.lines.reduce((all, line) => all + (line.usd?.likely ?? 0), 0);
    expect(cents(sum)).toBe(total);
    expect(page).toContain(`${total} USD a month`);
  });
});
