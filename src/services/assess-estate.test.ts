import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changeEstate } from '../../test/support/change-estate.ts';
import { testContext } from '../../test/support/database.ts';
import { createAssessor } from '../core/assess/engine.ts';
import type { WhyRecord } from '../core/evidence/why-record.ts';
import type { Workload } from '../core/model/workload.ts';
import { assessEstate } from './assess-estate.ts';
import type { OwnedContext } from './context.ts';
import { eachWorkload, requireGeneration } from './generations.ts';
import { latestAssessment, storedAssessment } from './get-assessment.ts';
import { importDemo } from './import-demo.ts';
import { listWorkloads } from './list-workloads.ts';
import { listWhyRecords, requireResult } from './results.ts';

let context: OwnedContext;
let minutes = 0;
beforeAll(async () => {
  context = await testContext({ clock: () => new Date(Date.UTC(2026, 10, 22, 8, (minutes += 1))) });
  await importDemo(context, { seed: 3, workloads: 200 });
});
afterAll(() => context?.[Symbol.asyncDispose]());

async function workloadsNow(): Promise<Workload[]> {
  const { number } = await requireGeneration(context);
  const found: Workload[] = [];
  for await (const batch of eachWorkload(context, number)) found.push(...batch);
  return found;
}

/** All that an assessment says, without what is new in each: id, time, who had to be judged. */
async function everythingSaid() {
  const { id, createdAt: _, judged: __, ...summary } = await latestAssessment(context);
  const { summary: stored } = await requireResult(context, 'assess');
  const { core } = stored as { readonly core: unknown };
  const { items } = await listWhyRecords(context, { limit: 1, offset: 0 });
  const { resultDigest } = items[0] as WhyRecord;
  const assessments = await Promise.all((await workloadsNow()).map((one) => storedAssessment(context, id, one.id)));
  const fields = 'bestTarget,readiness.kvm,readiness.azure-vm,complexity,blockers'.split(',');
  const { facets } = await listWorkloads(context, { limit: 1, facets: fields });
  return { summary, core, resultDigest, assessments, facets };
}

describe('assessing', () => {
  it('keeps for each workload what the assessor says', async () => {
    const { id, judged } = await assessEstate(context, {});
    const workloads = await workloadsNow();
    expect(judged).toBe(workloads.length);
    const assess = createAssessor({ catalog: await context.catalog(), asOf: '2026-11-22' });
    const stored = await Promise.all(workloads.map((one) => storedAssessment(context, id, one.id)));
    expect(stored).toEqual(workloads.map((one) => JSON.parse(JSON.stringify(assess(one)))));
    expect(await storedAssessment(context, id, 'wl-elsewhere')).toBeUndefined();
    const shown = await listWorkloads(context, { limit: 1000, sort: 'id' });
    const byId = new Map(stored.map((one) => [one?.workloadId, one]));
    for (const row of shown.items) {
      const assessment = byId.get(row.id);
      expect(row.bestTarget).toBe(assessment?.bestTarget ?? null);
      expect(row.equallyGood).toEqual(assessment?.equallyGood ?? []);
      const readiness = Object.entries(assessment?.targets ?? {}).map(([target, found]) => [target, found.readiness]);
      expect(row.readiness ?? {}).toEqual(Object.fromEntries(readiness));
    }
  });

  it('judges only what has changed, and says what judging all would say', async () => {
    for (const round of [1, 2, 3]) {
      const workloads = await workloadsNow();
      const put = workloads
        .filter((_, index) => index % 29 === round)
        .map((one) => ({ ...one, facts: { ...one.facts, cpuCount: 300 * round, faultTolerance: true } }));
      const added = workloads
        .slice(round, round + 2)
        .map((one) => ({ ...one, id: `wl-${'0'.repeat(14)}${round}${one.id.at(-1)}` }));
      const remove = workloads.filter((_, index) => index % 41 === round + 10).map(({ id }) => id);
      await changeEstate(context, { put: [...put, ...new Map(added.map((one) => [one.id, one])).values()], remove });
      const { judged } = await assessEstate(context, {});
      expect(judged).toBe(put.length + new Set(added.map(({ id }) => id)).size);
      const went = await everythingSaid();
      await assessEstate(context, { full: true });
      expect(went).toEqual(await everythingSaid());
    }
  });

  it('judges nothing when nothing has changed, and everything on another day', async () => {
    expect((await assessEstate(context, {})).judged).toBe(0);
    const workloads = await workloadsNow();
    expect((await assessEstate(context, { asOf: '2027-11-22' })).judged).toBe(workloads.length);
  });

  it('judges everything when a large part has changed', async () => {
    const workloads = await workloadsNow();
    const put = workloads.slice(0, 60).map((one) => ({ ...one, facts: { ...one.facts, cpuCount: 7 } }));
    await changeEstate(context, { put, remove: [] });
    expect((await assessEstate(context, {})).judged).toBe(workloads.length);
  });
});
