import { describe, expect, it } from 'vitest';
import { catalog } from '../../../../test/support/catalog.ts';
import { gpuNeed } from './need.ts';
import type { GpuNeed, GpuNeedRequest } from './need.ts';

const facts = { models: catalog['ai-models'], gpus: catalog['ai-gpus'] };
const need = (request: GpuNeedRequest): GpuNeed => gpuNeed(request, facts);

function known(request: GpuNeedRequest): Extract<GpuNeed, { verdict: 'known' }> {
  const answer = need(request);
  if (answer.verdict !== 'known') throw new Error(JSON.stringify(answer));
  return answer;
}

describe('GPUs a model needs', () => {
  it('adds up weights, cache and reserve, each with figures and source', () => {
    const answer = known({ model: 'llama-3.1-70b', contextTokens: 8192, concurrency: 16 });
    expect(answer.terms.map(({ id, gib }) => [id, gib])).toEqual([
      ['weights', 131.5],
      ['overhead', 3.5],
      ['kv-full', 40],
    ]);
    expect(answer.totalGiB).toBe(175);
    expect(answer.terms[2]?.text).toBe(
      'cache: 16 × 8192 tokens × 80 layers × 2 × 8 heads × 128 × 2 bytes (bf16) = 40 GiB',
    );
    expect(answer.terms.every(({ source }) => /20\d\d-\d\d-\d\d/.test(source))).toBe(true);
  });

  it('splits weights and cache over the GPUs, not the reserve', () => {
    const answer = known({ model: 'llama-3.1-70b', contextTokens: 8192, concurrency: 16 });
    expect(answer.options.find(({ gpu }) => gpu === 'h200-sxm')).toMatchObject({
      count: 2,
      perGpuGiB: 131.5 / 2 + 40 / 2 + 3.5,
      gpuMilli: 1000,
      azureSizes: ['Standard_ND96isr_H200_v5'],
    });
    expect(answer.options.find(({ gpu }) => gpu === 'h100-sxm')?.count).toBe(4);
    expect(answer.refused.map(({ gpu }) => gpu)).toContain('t4');
  });

  it('does not split a latent cache, and repeats one beyond its heads', () => {
    const latent = known({ model: 'deepseek-v3', contextTokens: 32_768, concurrency: 8, gpus: ['b200'] });
    const cache = 8 * 32_768 * 61 * 576 * 2;
    expect(latent.options[0]).toMatchObject({ gpu: 'b200', count: 8 });
    expect(latent.options[0]?.perGpuGiB).toBeCloseTo(624.9 / 8 + cache / 2 ** 30 + 3.5, 2);
    const few = known({ model: 'qwen3-30b-a3b', contextTokens: 32_768, concurrency: 64, gpus: ['l4', 'l40s'] });
    const four = few.terms.find(({ id }) => id === 'kv-full');
    expect(four?.splitsOver).toBe(4);
  });

  it('counts window layers up to their window', () => {
    const answer = known({ model: 'gpt-oss-120b', contextTokens: 32_768, concurrency: 32 });
    expect(answer.terms.find(({ id }) => id === 'kv-window')?.gib).toBeCloseTo((32 * 4_718_592) / 2 ** 30, 3);
    expect(answer.notCounted).toHaveLength(1);
    expect(answer.options.find(({ gpu }) => gpu === 'h200-sxm')?.conditions).toEqual([
      'no mxfp4 arithmetic: check that the server has a kernel that unpacks the weights',
    ]);
  });

  it('asks for part of a GPU where part is enough', () => {
    const small = known({
      model: 'llama-3.1-8b',
      precision: 'int4-g128',
      contextTokens: 8192,
      concurrency: 4,
      gpus: ['h100-sxm'],
    });
    const [option] = small.options;
    expect(option).toMatchObject({ count: 1 });
    expect(option?.gpuMilli).toBe(Math.ceil(((3.964 + 4 + 3.5) / (80 * 0.9)) * 1000));
  });

  it('says what is missing, what would answer it, and what is known already', () => {
    expect(need({ model: 'llama-3.1-8b' })).toMatchObject({
      verdict: 'unknown',
      missing: [{ field: 'contextTokens' }, { field: 'concurrency' }],
      atLeastGiB: 18.5,
    });
    expect(need({ model: 'nobody', contextTokens: 1, concurrency: 1 })).toMatchObject({
      verdict: 'unknown',
      missing: [{ field: 'model', answer: expect.stringContaining('config.json') }],
    });
    expect(
      need({ model: 'llama-3.1-8b', precision: 'int2', contextTokens: 1, concurrency: 1, gpus: ['abacus'] }),
    ).toMatchObject({ verdict: 'unknown', missing: [{ field: 'precision' }, { field: 'gpus' }] });
  });

  it('refuses what cannot be', () => {
    expect(need({ model: 'phi-4', contextTokens: 16_385, concurrency: 1 })).toEqual({
      verdict: 'impossible',
      reason: 'phi-4 holds at most 16384 tokens, not 16385',
    });
    for (const concurrency of [0, -1, 0.5, Number.NaN, Infinity]) {
      expect(need({ model: 'phi-4', contextTokens: 100, concurrency }).verdict).toBe('impossible');
    }
  });

  it('answers for every model of the catalogue', () => {
    for (const { id } of facts.models.models) {
      const answer = known({ model: id, contextTokens: 4096, concurrency: 1, maxGpus: 16 });
      expect([id, answer.options.length > 0]).toEqual([id, true]);
      for (const { perGpuGiB, usableGiB } of answer.options) expect(perGpuGiB).toBeLessThanOrEqual(usableGiB);
    }
  });
});
