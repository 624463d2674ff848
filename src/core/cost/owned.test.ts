import { describe, expect, test } from 'vitest';
import { catalog } from '../../../test/support/catalog.ts';
import { siteSchema } from '../policy/site.ts';
import type { Demand } from './demand.ts';
import type { HostRates } from './host-rates.ts';
import { quoteOwned, sharingOf } from './owned.ts';
import type { Quote } from './quote.ts';
import { windowsTerms } from './windows-licence.ts';

const { 'host-costs': costs, licensing } = catalog;
const RATES: HostRates = {
  usdPerCoreMonth: 10,
  usdPerMemoryGiBMonth: 0.5,
  usdPerDiskGiBMonth: 0.1,
  usdPerGpuMonth: 300,
  gpuBasis: 'the GPU figure',
  platformUsdPerCoreMonth: 4,
  sockets: [16, 16],
  basis: ['the rates'],
  assumed: [],
};
const DEMAND: Demand = {
  vcpu: 6,
  memoryGiB: 24,
  diskGiB: [40, 120],
  diskLayoutAssumed: false,
  nics: 1,
  gpus: 0,
  gpuCountUnknown: false,
  licence: 'none',
  bios: false,
  burstableFromPct: 0,
};
const CAPACITY = {
  cpuCores: 100,
  memoryGiB: 1000,
  diskGiB: 1000,
  vcpuPerCore: 3,
  memoryOvercommit: 1.5,
  reservePct: 20,
};

function quote(demand: Partial<Demand> = {}, cost: Record<string, unknown> = {}): Quote {
  const site = siteSchema.parse({ id: 'own', platform: 'kvm', target: 'kvm', capacity: CAPACITY, cost });
  const context = { rates: RATES, costs, licensing, windows: windowsTerms(licensing) };
  const found = quoteOwned({ ...DEMAND, ...demand }, site, context);
  if (!('basis' in found)) throw new Error('no quote');
  return found;
}

test('how a place is shared out', () => {
  const site = (capacity?: unknown) => siteSchema.parse({ id: 'own', platform: 'kvm', target: 'kvm', capacity });
  expect(sharingOf(site(CAPACITY))).toEqual({ vcpuPerCore: 3, memoryOvercommit: 1.5, usable: 0.8 });
  expect(sharingOf(site())).toEqual({ vcpuPerCore: 4, memoryOvercommit: 1, usable: 1 });
});

describe('the share of a machine', () => {
  test('2.5 cores, 20 GiB of memory and 200 GiB of disk, each with what is kept free', () => {
    const found = quote();
    expect(found.runUsdPerMonth).toBeCloseTo(2.5 * 10 + 20 * 0.5 + 200 * 0.1, 9);
    expect(found.licenceUsdPerMonth).toBeCloseTo(10, 9);
    expect(found.platformUsdPerMonth).toBeCloseTo(10, 9);
    expect(found.basis()).toEqual([
      'share of hosts: 3 vCPU per core, memory over-commit 1.5, 80 % usable (sites.yaml own.capacity)',
      'its share: 2.5 cores (6 vCPU), 20 GiB memory (24 GiB), 200 GiB disks (160 GiB)',
      'the rates',
    ]);
  });

  test('GPUs are whole, and their figure is named for those who have one', () => {
    const found = quote({ gpus: 2 });
    expect(found.runUsdPerMonth).toBeCloseTo(55 + 600, 9);
    expect(found.basis()).toContain('2 GPU: the GPU figure');
    expect(quote().basis().join()).not.toContain('GPU');
  });

  test('what was taken for granted about disks and GPUs is said', () => {
    expect(quote({ diskLayoutAssumed: true, gpuCountUnknown: true }).basis().slice(3)).toEqual([
      'disk layout unknown: priced as one disk of the total size',
      'GPUs unknown: one is attached, none counted',
    ]);
    expect(quote({ diskLayoutAssumed: true, diskGiB: [] }).basis()).toContain('volumes unknown: none counted');
  });
});

describe('the guest licence', () => {
  test.each([
    { licence: 'none', says: [] },
    { licence: 'unknown', says: ['operating system unknown: no guest licence counted'] },
    { licence: 'windows-unknown', says: ['Windows, not known whether server or client: no guest licence counted'] },
    {
      licence: 'windows-client',
      says: ['Windows client rights are per user and not priced (licensing.yaml win-client-vm)'],
    },
  ] as const)('$licence is not made up', ({ licence, says }) => {
    const found = quote({ licence });
    expect(found.licenceUsdPerMonth).toBeCloseTo(10, 9);
    expect(found.basis().slice(3)).toEqual(says);
  });

  test('a Linux subscription, when sites.yaml gives its price', () => {
    const found = quote({ licence: 'commercial-linux' }, { linuxSubscriptionUsdPerVmMonth: 25 });
    expect(found.licenceUsdPerMonth).toBeCloseTo(35, 9);
    expect(found.basis().at(-1)).toBe(
      'Linux subscription 25 USD per month (sites.yaml own.cost.linuxSubscriptionUsdPerVmMonth)',
    );
  });

  // 32 cores carry 76.8 vCPU of guests: 12 machines of 6, one of 60. A set of 32 Standard cores covers two machines.
  test.each([
    { mode: undefined, vcpu: 6, edition: 'datacenter', usd: (2 * 6155) / 12 / 60, cores: 32, machines: 12 },
    { mode: 'standard', vcpu: 6, edition: 'standard', usd: (12 * 1069) / 12 / 60, cores: 192, machines: 12 },
    { mode: undefined, vcpu: 60, edition: 'standard', usd: (2 * 1069) / 60, cores: 32, machines: 1 },
    { mode: 'datacenter', vcpu: 60, edition: 'datacenter', usd: (2 * 6155) / 60, cores: 32, machines: 1 },
    { mode: undefined, vcpu: 100, edition: 'standard', usd: (2 * 1069) / 60, cores: 32, machines: 1 },
    { mode: 'pay-as-you-go', vcpu: 100, edition: 'standard', usd: (2 * 1069) / 60, cores: 32, machines: 1 },
  ])('Windows Server, $mode, $vcpu vCPU: $edition over $machines machines', (row) => {
    const { mode, vcpu, edition, usd, cores, machines } = row;
    const found = quote({ licence: 'windows-server', vcpu }, mode === undefined ? {} : { windowsServer: mode });
    expect(found.licenceUsdPerMonth - (found.platformUsdPerMonth ?? 0)).toBeCloseTo(usd, 9);
    expect(found.basis().at(-1)).toBe(
      `Windows Server ${edition}, ${cores} core licences per host shared by ${machines} such machines over 5 years ` +
        `(licensing.yaml ws-core-count, ws-${edition}-vms and listPrices, ${licensing.asOf})`,
    );
  });

  test.each(['included', 'hybrid-benefit'])('Windows Server %s: nothing more', (mode) => {
    const found = quote({ licence: 'windows-server' }, { windowsServer: mode });
    expect(found.licenceUsdPerMonth).toBeCloseTo(10, 9);
    expect(found.basis().at(-1)).toBe(`Windows Server ${mode}: no further licence (sites.yaml own.cost.windowsServer)`);
  });
});
