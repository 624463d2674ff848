import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadCatalog } from '../../services/catalog.ts';
import type { Demand } from './demand.ts';
import { builtInPriceList } from './price-list.ts';
import { fitSize, sizeLimits } from './size-fit.ts';

const catalog = await loadCatalog();
const offers = builtInPriceList(catalog).regions['westeurope'] ?? [];
const limits = sizeLimits(catalog);

const DEMAND: Demand = {
  vcpu: 4,
  memoryGiB: 16,
  diskGiB: [50],
  diskLayoutAssumed: false,
  nics: 1,
  gpus: 0,
  gpuCountUnknown: false,
  licence: 'none',
  bios: false,
  burstableFromPct: 0,
};

function sizeFor(change: Partial<Demand>): string {
  const fit = fitSize({ ...DEMAND, ...change }, offers, limits);
  return 'failure' in fit ? fit.failure : fit.offer.size;
}

describe('fitSize', () => {
  test.each([
    { reason: 'the plain case', change: {}, size: 'Standard_D4as_v5' },
    {
      reason: 'more data disks than 4 vCPU take',
      change: { diskGiB: Array<number>(10).fill(32) },
      size: 'Standard_D8ls_v5',
    },
    {
      reason: 'eight data disks beside the system disk still fit',
      change: { diskGiB: Array<number>(9).fill(32) },
      size: 'Standard_D4as_v5',
    },
    { reason: 'three interfaces', change: { nics: 3 }, size: 'Standard_D8ls_v5' },
    { reason: 'much memory', change: { memoryGiB: 900 }, size: 'Standard_M48s_1_v3' },
    {
      reason: 'a first-generation machine cannot use sizes of the second only',
      change: { memoryGiB: 900, bios: true },
      size: 'too-large',
    },
    { reason: 'load measured below the base performance', change: { burstableFromPct: 40 }, size: 'Standard_B4s_v2' },
    { reason: 'one GPU by name', change: { gpus: 1, gpuType: 'NVIDIA T4' }, size: 'Standard_NC4as_T4_v3' },
    { reason: 'a GPU that is not sold here', change: { gpus: 1, gpuType: 'NVIDIA L40S' }, size: 'gpu' },
    { reason: 'larger than anything', change: { vcpu: 900 }, size: 'too-large' },
  ])('$reason → $size', ({ change, size }) => {
    expect(sizeFor(change)).toBe(size);
  });

  test('no offers at all is another answer than too large', () => {
    expect(fitSize(DEMAND, [], limits)).toEqual({ failure: 'no-offer' });
  });

  test('constrained and Arm sizes without known limits are never taken, others as a last resort', () => {
    const unknown = ['Standard_E4-2s_v9', 'Standard_D4ps_v6', 'Standard_D4x_v9'].map((size, index) => ({
      size,
      vcpu: 4,
      memoryGiB: 16,
      usdPerHour: 0.01 * (index + 1),
    }));
    expect(fitSize(DEMAND, unknown, limits)).toEqual({ offer: unknown[2], limitsKnown: false });
  });

  test('what is chosen holds the demand, and asking for more is never cheaper', () => {
    const demands = fc.record({
      vcpu: fc.integer({ min: 1, max: 64 }),
      memoryGiB: fc.integer({ min: 1, max: 400 }),
      disks: fc.integer({ min: 1, max: 20 }),
      nics: fc.integer({ min: 1, max: 6 }),
    });
    fc.assert(
      fc.property(demands, fc.constantFrom('vcpu', 'memoryGiB', 'disks', 'nics'), (base, grow) => {
        const fit = (wish: typeof base): number => {
          const found = fitSize({ ...DEMAND, ...wish, diskGiB: Array<number>(wish.disks).fill(32) }, offers, limits);
          if ('failure' in found) return Infinity;
          const known = limits.get(found.offer.size);
          expect(found.offer.vcpu).toBeGreaterThanOrEqual(wish.vcpu);
          expect(found.offer.memoryGiB).toBeGreaterThanOrEqual(wish.memoryGiB);
          expect(known?.maxDataDisks ?? 0).toBeGreaterThanOrEqual(wish.disks - 1);
          expect(known?.maxNics ?? 0).toBeGreaterThanOrEqual(wish.nics);
          return found.offer.usdPerHour;
        };
        expect(fit({ ...base, [grow]: base[grow] + 1 })).toBeGreaterThanOrEqual(fit(base));
      }),
    );
  });
});
