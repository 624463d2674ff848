import { describe, expect, it } from 'vitest';
import { explainNoSize } from './no-size.ts';
import type { Offer } from './price-list.ts';
import { knownOffer } from './size-fit.ts';
import type { FitNeed, SizeLimits } from './size-fit.ts';
import { NEED } from './size-need.fixture.ts';

const sold = (size: string, more: Partial<Offer> = {}, limits: SizeLimits = { maxDataDisks: 8, maxNics: 2 }) =>
  knownOffer({ size, vcpu: 4, memoryGiB: 16, usdPerHour: 1, ...more }, new Map([[size, limits]]));
const why = (need: Partial<FitNeed>, ...offers: ReturnType<typeof sold>[]) =>
  explainNoSize({ ...NEED, ...need }, offers, 'north');
const head = 'no size in north for 4 vCPU, 16 GiB, 8 data disks, 2 interfaces';

it('a region without sizes', () => {
  expect(why({})).toEqual({ never: [], text: 'no sizes are sold in north' });
});

describe('what no size has', () => {
  it.each([
    [{ vcpu: 8 }, {}, 'vcpu', '8 vCPU (at most 4 vCPU)', '8 vCPU (it has 4)'],
    [{ memoryGiB: 32 }, {}, 'memoryGiB', '32 GiB memory (at most 16 GiB memory)', '32 GiB memory (it has 16)'],
    [{ dataDisks: 9 }, {}, 'dataDisks', '9 data disks (at most 8 data disks)', '9 data disks (it has 8)'],
    [{ nics: 3 }, {}, 'nics', '3 interfaces (at most 2 interfaces)', '3 interfaces (it has 2)'],
    [{ gpus: 1 }, {}, 'gpu', '1 × any GPU', '1 × any GPU'],
    [{ gpus: 2, gpuType: 'T4' }, {}, 'gpu', '2 × T4 GPU', '2 × T4 GPU'],
    [{}, { gpu: 'T4' }, 'gpu', 'no GPU', 'no GPU'],
    [{ bios: true }, { gen2Only: true }, 'generation', 'first-generation (BIOS) machines', null],
    [{ arm: true }, {}, 'architecture', 'Arm', 'Arm'],
    [{}, { size: 'Standard_D4ps_v6' }, 'architecture', 'x86', 'x86'],
    [{ confidential: true }, {}, 'confidential', 'confidential machines', null],
    [{}, { size: 'Standard_D4_v5' }, 'premiumDisks', 'premium disks', null],
    [{}, { size: 'Standard_B4ms' }, 'burstable', 'sustained CPU', null],
    [{}, { size: 'Standard_DC4s_v3' }, 'special', 'general use', null],
  ])('%j of %j: %s', (need, offer, dimension, none, missing) => {
    const size = 'size' in offer ? offer.size : 'Standard_D4s_v5';
    const { never, nearest, text } = why(need, sold(size, offer));
    expect(never).toEqual([dimension]);
    expect(nearest).toEqual({ size, lacks: [dimension] });
    expect(text).toMatch(/^no size in north for \d+ vCPU/);
    expect(text.slice(text.indexOf(': ') + 2)).toBe(
      `none offers ${none}; nearest is ${size}, which lacks ${missing ?? none}`,
    );
  });

  it('is all named, with the most there is of each', () => {
    const { text } = why(
      { vcpu: 64, nics: 5 },
      sold('Standard_D4s_v5'),
      sold('Standard_D8s_v5', { vcpu: 8 }, { maxDataDisks: 8, maxNics: 4 }),
    );
    expect(text).toContain('none offers 64 vCPU nor 5 interfaces (at most 8 vCPU, 4 interfaces)');
  });

  it('names the GPU that is asked for', () => {
    expect(why({ gpus: 1, gpuType: 'T4' }, sold('Standard_D4s_v5')).text).toContain('2 interfaces, 1 × T4 GPU: ');
    expect(why({ vcpu: 8 }, sold('Standard_D4s_v5')).text).toContain('2 interfaces: ');
  });
});

describe('what is there, but not together', () => {
  const narrow = sold('Standard_E2s_v5', { vcpu: 2 });
  const small = sold('Standard_F4s_v2', { memoryGiB: 12 });

  it('names the nearest: the one whose figures lack least', () => {
    const text = `${head}: none offers all of it together; nearest is Standard_F4s_v2, which lacks 16 GiB memory (it has 12)`;
    const nearest = { size: 'Standard_F4s_v2', lacks: ['memoryGiB'] };
    expect(why({}, narrow, small)).toEqual({ never: [], nearest, text });
    expect(why({}, small, narrow)).toEqual({ never: [], nearest, text });
  });

  it('names the first of those as near, which is the cheapest', () => {
    const half = sold('Standard_F4s_v2', { memoryGiB: 8 });
    expect(why({}, narrow, half).nearest?.size).toBe('Standard_E2s_v5');
    expect(why({}, half, narrow).nearest?.size).toBe('Standard_F4s_v2');
  });

  it('holds a size that is made for something else further off than one that is too small', () => {
    const tiny = sold('Standard_D1s_v5', { vcpu: 1, memoryGiB: 1 }, { maxDataDisks: 1, maxNics: 1 });
    expect(why({}, sold('Standard_D4ps_v6'), tiny).nearest?.size).toBe('Standard_D1s_v5');
    expect(why({}, sold('Standard_NC4as_T4_v3', { gpu: 'T4' }), tiny).nearest?.size).toBe('Standard_D1s_v5');
    expect(why({}, tiny, sold('Standard_D4_v5')).nearest?.size).toBe('Standard_D4_v5');
  });
});
