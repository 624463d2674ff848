import { describe, expect, it } from 'vitest';
import { application, PINS, planningInput, workload } from './plan.fixture.ts';
import { assertPins, planDigest, readPlan, verifyPins, writePlan } from './plan-file.ts';
import type { Plan } from './plan.ts';
import { planWaves } from './waves.ts';

const plan: Plan = planWaves(
  planningInput({
    workloads: [workload('a', { networks: ['gone'] }), workload('b'), workload('ü "quoted"')],
    applications: [application('shop', ['a', 'b'])],
  }),
);
const text = writePlan(plan);

describe('a plan file', () => {
  it('reads back as the plan that was written', () => {
    expect(readPlan(text)).toEqual(plan);
  });

  it('holds one line per move, so that two plans compare line by line', () => {
    const lines = text.split('\n').filter((line) => line.includes('"workloadId"'));
    expect(lines).toHaveLength(3);
    expect(lines.every((line) => line.trim().startsWith('{"workloadName"'))).toBe(true);
  });

  it('is read in spite of other white space, line ends and a byte order mark', () => {
    expect(readPlan(`\uFEFF${JSON.stringify(plan, null, 4).replaceAll('\n', '\r\n')}`)).toEqual(plan);
  });

  it.each([
    { reason: 'an empty file', content: '', code: 'IST-6001', says: 'the file is empty' },
    { reason: 'a file cut in the middle', content: text.slice(0, 400), code: 'IST-6001', says: 'not JSON' },
    { reason: 'a workbook', content: 'PK\u0003\u0004', code: 'IST-6001', says: 'not JSON' },
    {
      reason: 'another kind of document',
      content: '{"apiVersion":"isthmus/v1","kind":"Site"}',
      code: 'IST-6001',
      says: 'no plan',
    },
    { reason: 'JSON that is no object', content: '[1]', code: 'IST-6001', says: 'no plan' },
    {
      reason: 'a plan of another version',
      content: text.replace('isthmus/v1', 'isthmus/v2'),
      code: 'IST-6002',
      says: '"isthmus/v2"',
    },
    { reason: 'a plan without version', content: '{"kind":"Plan"}', code: 'IST-6002', says: 'none' },
    {
      reason: 'a plan with a part missing',
      content: text.replace('"waves"', '"wellen"'),
      code: 'IST-6001',
      says: 'expected shape',
    },
    {
      reason: 'a changed target',
      content: text.replace('"toSiteId": "fra-ocp"', '"toSiteId": "us-east"'),
      code: 'IST-6003',
      says: 'digest',
    },
    {
      reason: 'a changed number',
      content: text.replace('"staying": 0', '"staying": 1'),
      code: 'IST-6003',
      says: 'digest',
    },
    {
      reason: 'a changed digest',
      content: text.replace(plan.digest, `sha256:${'0'.repeat(64)}`),
      code: 'IST-6003',
      says: 'digest',
    },
    {
      reason: 'an added member',
      content: text.replace('"staying": 0', '"staying": 0, "approved": true'),
      code: 'IST-6001',
      says: 'expected shape',
    },
  ])('is refused for $reason', ({ content, code, says }) => {
    expect(content).not.toBe(text);
    expect(() => readPlan(content)).toThrow(expect.objectContaining({ code, message: expect.stringContaining(says) }));
  });

  it('carries the digest of everything but the digest', () => {
    expect(planDigest(plan)).toBe(plan.digest);
    expect(planDigest({ ...plan, name: 'other' })).not.toBe(plan.digest);
  });
});

describe('verifyPins', () => {
  it.each([
    { reason: 'nothing changed', change: {}, drifted: [] },
    { reason: 'a new generation of the same content', change: { generation: 9 }, drifted: [] },
    {
      reason: 'the estate',
      change: { generation: 5, estateDigest: 'sha256:x' },
      drifted: ['estate: generation 4 when planned, generation 5 differs'],
    },
    {
      reason: 'the placement',
      change: { placementId: 'pl-2', placementDigest: 'sha256:x' },
      drifted: ['placement: pl-1 when planned, pl-2 differs'],
    },
    {
      reason: 'sites and catalogue',
      change: { sitesDigest: 'x', catalogVersion: 'y' },
      drifted: ['sites.yaml has changed', 'the catalogue of facts has changed'],
    },
    {
      reason: 'packs: one newer, one gone, one new',
      change: { packVersions: { dora: '1.0.0' } },
      drifted: ['rule pack dora: none when planned, 1.0.0 now', 'rule pack gdpr: 1.0.0 when planned, none now'],
    },
  ])('says what drifted: $reason', ({ change, drifted }) => {
    expect(verifyPins(plan, { ...PINS, ...change })).toEqual({ drifted });
  });

  it('says that a pack is another under the same version', () => {
    const digests = (gdpr: string) => ({ ...PINS, packDigests: { gdpr } });
    const pinned = { ...plan, pins: digests('sha256:a') };
    expect(verifyPins(pinned, digests('sha256:a')).drifted).toEqual([]);
    expect(verifyPins(pinned, digests('sha256:b')).drifted).toEqual([
      'rule pack gdpr: changed under the same version 1.0.0',
    ]);
    expect(verifyPins(plan, digests('sha256:b')).drifted).toEqual([]);
  });

  it('stops what would use a drifted plan', () => {
    expect(() => assertPins(plan, PINS)).not.toThrow();
    expect(() => assertPins(plan, { ...PINS, estateDigest: 'x' })).toThrow(
      expect.objectContaining({ code: 'IST-6006' }),
    );
  });
});
