import { describe, expect, test } from 'vitest';
import { siteSchema } from '../policy/site.ts';
import type { Demand } from './demand.ts';
import type { Offer } from './price-list.ts';
import { isConfidential, knownOffer, lacks, needOf } from './size-fit.ts';
import type { FitNeed, SizeLimits } from './size-fit.ts';
import { NEED } from './size-need.fixture.ts';
import { traitsOf } from './size-traits.ts';

const OFFER: Offer = { size: 'Standard_D4s_v5', vcpu: 4, memoryGiB: 16, usdPerHour: 1 };
const LIMITS: SizeLimits = { maxDataDisks: 8, maxNics: 2 };

function lacked(need: Partial<FitNeed>, offer: Partial<Offer> = {}, limits: SizeLimits | undefined = LIMITS): string[] {
  const sold = { ...OFFER, ...offer };
  return lacks({ ...NEED, ...need }, knownOffer(sold, new Map(limits === undefined ? [] : [[sold.size, limits]])));
}

describe('what a size lacks for a need', () => {
  test.each([
    { reason: 'exactly what is needed', need: {}, offer: {}, is: [] },
    { reason: 'a vCPU more', need: { vcpu: 5 }, offer: {}, is: ['vcpu'] },
    { reason: 'a GiB more', need: { memoryGiB: 17 }, offer: {}, is: ['memoryGiB'] },
    { reason: 'a disk more', need: { dataDisks: 9 }, offer: {}, is: ['dataDisks'] },
    { reason: 'an interface more', need: { nics: 3 }, offer: {}, is: ['nics'] },
    { reason: 'several at once', need: { vcpu: 5, nics: 3 }, offer: {}, is: ['vcpu', 'nics'] },
    { reason: 'a first-generation machine', need: { bios: true }, offer: { gen2Only: true }, is: ['generation'] },
    { reason: 'both generations start', need: { bios: true }, offer: { gen2Only: false }, is: [] },
    { reason: 'nobody says which generations start', need: { bios: true }, offer: {}, is: [] },
    { reason: 'second generation alone suffices', need: {}, offer: { gen2Only: true }, is: [] },
    { reason: 'Arm', need: { arm: true }, offer: {}, is: ['architecture'] },
    { reason: 'x86 on Arm', need: {}, offer: { size: 'Standard_D4ps_v6' }, is: ['architecture'] },
    { reason: 'a name that says nothing is x86', need: {}, offer: { size: 'large' }, is: [] },
    { reason: 'a confidential machine', need: { confidential: true }, offer: {}, is: ['confidential'] },
    { reason: 'a GPU nobody asked for', need: {}, offer: { gpu: 'T4' }, is: ['gpu'] },
    { reason: 'no GPU', need: { gpus: 1 }, offer: {}, is: ['gpu'] },
    { reason: 'any GPU', need: { gpus: 1 }, offer: { gpu: 'T4' }, is: [] },
    { reason: 'two of one', need: { gpus: 2 }, offer: { gpu: 'T4' }, is: ['gpu'] },
    { reason: 'as many as asked for', need: { gpus: 2 }, offer: { gpu: 'T4', gpuCount: 2 }, is: [] },
    { reason: 'more than asked for', need: { gpus: 1 }, offer: { gpu: 'T4', gpuCount: 4 }, is: [] },
    { reason: 'a part of one', need: { gpus: 1 }, offer: { gpu: 'A10', gpuCount: 0.5 }, is: ['gpu'] },
    { reason: 'no premium disks', need: {}, offer: { size: 'Standard_D4_v5' }, is: ['premiumDisks'] },
    { reason: 'none asked for', need: { premiumDisks: false }, offer: { size: 'Standard_D4_v5' }, is: [] },
    { reason: 'child machines', need: {}, offer: { size: 'Standard_DC4s_v3' }, is: ['special'] },
  ])('$reason: $is', ({ need, offer, is }) => {
    expect(lacked(need, offer)).toEqual(is);
  });

  test('what nobody states is not held against it, and both limits make one', () => {
    const without = (offer: Partial<Offer>, listed?: SizeLimits) =>
      knownOffer({ ...OFFER, ...offer }, new Map(listed === undefined ? [] : [[OFFER.size, listed]])).limits;
    expect(lacks({ ...NEED, dataDisks: 60, nics: 60 }, knownOffer(OFFER, new Map()))).toEqual([]);
    expect(without({ maxNics: 3 })).toBeUndefined();
    expect(without({ maxDataDisks: 3 })).toBeUndefined();
    expect(without({ maxDataDisks: 3, maxNics: 4 })).toEqual({ maxDataDisks: 3, maxNics: 4 });
    expect(without({ maxNics: 4 }, { ...LIMITS, burstableBasePct: 20 })).toEqual({
      maxDataDisks: 8,
      maxNics: 4,
      burstableBasePct: 20,
    });
  });

  test.each([
    { measured: 0, base: 40, fits: false },
    { measured: 20, base: 40, fits: true },
    { measured: 40, base: 40, fits: true },
    { measured: 41, base: 40, fits: false },
    { measured: 20, base: undefined, fits: false },
  ])('burstable, load up to $measured %, base $base %: $fits', ({ measured, base, fits }) => {
    const limits = { ...LIMITS, ...(base !== undefined && { burstableBasePct: base }) };
    const need = { burstableFromPct: measured };
    expect(lacked(need, { size: 'Standard_B4ms' }, limits)).toEqual(fits ? [] : ['burstable']);
    expect(lacked(need)).toEqual([]);
  });

  test.each([
    { wanted: 'NVIDIA A100', offered: 'A100', same: true },
    { wanted: 'nvidia-a100-80gb', offered: 'NVIDIA A100', same: true },
    { wanted: 'A10', offered: 'NVIDIA A100', same: false },
    { wanted: 'L40S', offered: 'L40', same: false },
    { wanted: 'Tesla T4', offered: 'NVIDIA T4', same: true },
    { wanted: 'AMD MI300X', offered: 'amd mi300x', same: true },
    { wanted: 'MI25', offered: 'V620', same: false },
    { wanted: 'some card', offered: 'Some Card', same: true },
    { wanted: 'some card', offered: 'other card', same: false },
    { wanted: 'H100NVL', offered: 'H100', same: false },
    { wanted: 'GRID-K2', offered: 'grid k2', same: true },
  ])('GPU $wanted on $offered: $same', ({ wanted, offered, same }) => {
    expect(lacked({ gpus: 1, gpuType: wanted }, { gpu: offered })).toEqual(same ? [] : ['gpu']);
  });
});

describe('what a machine needs of a size', () => {
  const DEMAND: Demand = {
    vcpu: 2,
    memoryGiB: 3.5,
    diskGiB: [],
    diskLayoutAssumed: false,
    nics: 2,
    gpus: 1,
    gpuType: 'T4',
    gpuCountUnknown: false,
    licence: 'none',
    bios: true,
    burstableFromPct: 20,
  };
  const site = (cost: Record<string, unknown> = {}) =>
    siteSchema.parse({ id: 'cloud', platform: 'azure', target: 'azure-vm', cost });

  test('its figures; the system disk is no data disk', () => {
    expect(needOf(DEMAND, site(), { count: 3, premium: true })).toEqual({
      vcpu: 2,
      memoryGiB: 3.5,
      dataDisks: 2,
      nics: 2,
      gpus: 1,
      gpuType: 'T4',
      bios: true,
      burstableFromPct: 20,
      arm: false,
      confidential: false,
      premiumDisks: true,
    });
    const other = needOf({ ...DEMAND, arm: true, confidential: true }, site(), { count: 0, premium: false });
    expect(other).toMatchObject({ dataDisks: 0, arm: true, confidential: true, premiumDisks: false });
  });

  test.each([
    { reason: 'it is one already', demand: { confidential: true } as const, classes: undefined, is: true },
    {
      reason: 'one of its classes is named',
      demand: { dataClasses: ['health', 'public'] },
      classes: ['health'],
      is: true,
    },
    { reason: 'none of its classes is named', demand: { dataClasses: ['public'] }, classes: ['health'], is: false },
    { reason: 'it has no classes', demand: {}, classes: ['health'], is: false },
    { reason: 'the site names none', demand: { dataClasses: ['health'] }, classes: undefined, is: false },
  ])('confidential: $reason', ({ demand, classes, is }) => {
    const place = site(classes === undefined ? {} : { confidentialDataClasses: classes });
    expect(isConfidential({ ...DEMAND, ...demand }, place)).toBe(is);
  });
});

describe('what a name says', () => {
  const plain = { arm: false, premiumDisks: true, confidential: false, burstable: false, special: false };
  test.each([
    { size: 'Standard_D4s_v5', is: plain },
    { size: 'Basic_A2', is: { ...plain, premiumDisks: false } },
    { size: 'Standard_DS3_v2', is: plain },
    { size: 'Standard_GS2', is: plain },
    { size: 'Standard_D4ps_v6', is: { ...plain, arm: true } },
    { size: 'Standard_B2ms', is: { ...plain, burstable: true } },
    { size: 'Standard_E16-4s_v5', is: { ...plain, special: true } },
    { size: 'Standard_DC4as_v5', is: { ...plain, confidential: true } },
    { size: 'Standard_EC8es_v6', is: { ...plain, confidential: true } },
    { size: 'Standard_NCC40ads_H100_v5', is: { ...plain, confidential: true } },
    { size: 'Standard_NCC40s_H100_v5', is: { ...plain, confidential: true } },
    { size: 'Standard_DC4as_cc_v5', is: { ...plain, special: true } },
    { size: 'Standard_DC4s_v3', is: { ...plain, special: true } },
    { size: 'Standard_DS3_v2_Promo', is: { ...plain, special: true } },
    { size: 'e2-small', is: { arm: false, burstable: true } },
    { size: 'e2-micro', is: { arm: false, burstable: true } },
    { size: 'e2-standard-4', is: { arm: false, burstable: false } },
    { size: 'n2-small', is: { arm: false, burstable: false } },
    { size: 'f1-micro', is: { arm: false, burstable: true } },
    { size: 'g1-small', is: { arm: false, burstable: true } },
    { size: 't2a-standard-4', is: { arm: true, burstable: false } },
    { size: 'c4a-standard-4', is: { arm: true, burstable: false } },
    { size: 'm5.large', is: {} },
    { size: 'Standard', is: {} },
  ])('$size', ({ size, is }) => {
    expect(traitsOf(size)).toEqual(is);
  });
});
