import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testContext } from '../../test/support/database.ts';
import type { MatrixRow } from '../api/assessments.ts';
import type { WorkloadAssessment } from '../core/assess/assessment.ts';
import { createAssessor } from '../core/assess/engine.ts';
import type { TargetId } from '../core/assess/verdict.ts';
import { assessEstate } from './assess-estate.ts';
import { assessmentLabels } from './assess-labels.ts';
import { assessmentMatrix } from './assess-matrix.ts';
import type { MatrixRequest } from './assess-matrix.ts';
import type { OwnedContext } from './context.ts';
import { eachWorkload } from './generations.ts';
import { latestAssessment } from './get-assessment.ts';
import { importDemo } from './import-demo.ts';

let context: OwnedContext;
let assessments: ReadonlyMap<string, WorkloadAssessment>;
beforeAll(async () => {
  context = await testContext();
  await importDemo(context, { seed: 5, workloads: 150 });
  await assessEstate(context, {});
  const assess = createAssessor({ catalog: await context.catalog(), asOf: '2026-11-22' });
  const found = new Map<string, WorkloadAssessment>();
  for await (const batch of eachWorkload(context, 1)) for (const one of batch) found.set(one.id, assess(one));
  assessments = found;
});
afterAll(() => context?.[Symbol.asyncDispose]());

const all = async (request: Partial<MatrixRequest> = {}): Promise<readonly MatrixRow[]> =>
  (await assessmentMatrix(context, { limit: 1000, ...request })).items;
const judged = (): WorkloadAssessment[] => [...assessments.values()].filter(({ skipped }) => skipped === undefined);
const idsOf = (rows: readonly { workloadId: string }[]): string[] => rows.map(({ workloadId }) => workloadId).sort();

describe('the verdict matrix', () => {
  it('has each judged workload once, with what the assessor says of every target', async () => {
    const rows = await all();
    expect(idsOf(rows)).toEqual(idsOf(judged()));
    for (const { workloadId, targets, bestTarget, equallyGood, complexity } of rows) {
      const said = assessments.get(workloadId);
      expect(bestTarget).toBe(said?.bestTarget);
      expect(equallyGood).toEqual(said?.equallyGood);
      expect(complexity).toBe(said?.complexity.score);
      const counted = Object.entries(said?.targets ?? {}).map(([id, one]) => [
        id,
        {
          readiness: one.readiness,
          blockers: one.blockers.length,
          warnings: one.warnings.length,
          unknowns: one.unknowns.length,
          openAside: one.openAside.length,
          fixHours: one.fixHours,
        },
      ]);
      expect(targets).toEqual(Object.fromEntries(counted));
    }
  });

  it.each(['ready', 'conditional', 'not-ready', 'unknown'] as const)(
    'finds those that are %s for a target',
    async (readiness) => {
      const rows = await all({ target: 'azure-vm', readiness });
      expect(idsOf(rows)).toEqual(idsOf(judged().filter((one) => one.targets['azure-vm']?.readiness === readiness)));
    },
  );

  it('without a target looks at all that mean moving, and finds those without a best one', async () => {
    const moves = (one: WorkloadAssessment): boolean =>
      Object.entries(one.targets).some(([id, { readiness }]) => id !== 'stay' && readiness === 'not-ready');
    expect(idsOf(await all({ readiness: 'not-ready' }))).toEqual(idsOf(judged().filter(moves)));
    const bestOf = ({ bestTarget, equallyGood }: WorkloadAssessment): readonly string[] =>
      bestTarget === null ? equallyGood : [bestTarget];
    expect(idsOf(await all({ best: 'none' }))).toEqual(idsOf(judged().filter((one) => bestOf(one).length === 0)));
    expect(idsOf(await all({ best: 'kvm' }))).toEqual(idsOf(judged().filter((one) => bestOf(one).includes('kvm'))));
  });

  it('finds what a set of fixes unblocks: as many as the set says', async () => {
    const { fixSets = [] } = await latestAssessment(context);
    expect(fixSets.length).toBeGreaterThan(0);
    for (const { target, fixes, workloads } of fixSets) {
      const rules = fixes.map(({ ruleId }) => ruleId);
      const rows = await all({ target, fixes: rules });
      expect(rows).toHaveLength(workloads);
      for (const { workloadId } of rows) {
        const blockers = assessments.get(workloadId)?.targets[target as TargetId]?.blockers ?? [];
        expect(blockers.every((rule) => rules.includes(rule))).toBe(true);
      }
    }
  });

  it('takes a filter, and goes on where a page ended', async () => {
    const windows = await all({ filter: 'os.family = windows' });
    expect(windows.length).toBeGreaterThan(0);
    expect(windows.length).toBeLessThan((await all()).length);
    const first = await assessmentMatrix(context, { limit: 7, sort: '-complexity' });
    const second = await assessmentMatrix(context, { limit: 7, sort: '-complexity', continue: first.continue ?? '' });
    const both = [...first.items, ...second.items];
    expect(new Set(idsOf(both)).size).toBe(14);
    expect(both).toEqual(await all({ sort: '-complexity', limit: 14 }));
    expect(await all({ sort: '-complexity', limit: 7, offset: 7 })).toEqual(second.items);
  });

  it('counts readiness over all that match, whatever page is shown', async () => {
    const { total, targets } = await assessmentMatrix(context, { limit: 1, filter: 'os.family = windows' });
    const stay = targets.find(({ id }) => id === 'stay');
    expect(Object.values(stay?.counts ?? {}).reduce((sum, count) => sum + count, 0)).toBe(total);
  });

  it('refuses a target that is not judged, and fixes without a target', async () => {
    await expect(all({ target: 'mars' })).rejects.toMatchObject({ code: 'IST-3004' });
    await expect(all({ fixes: ['azure.disk.shared'] })).rejects.toMatchObject({ code: 'IST-3004' });
    await expect(all({ continue: 'x' })).rejects.toMatchObject({ code: 'IST-2105' });
    await expect(all({ sort: 'nothing' })).rejects.toMatchObject({ code: 'IST-2002' });
  });
});

describe('findings by label', () => {
  it('counts what the assessor says', async () => {
    const { items } = await assessmentLabels(context);
    const failing = items.find(({ fail }) => fail > 0);
    expect(failing).toBeDefined();
    const ids = new Set(failing?.rules.map(({ ruleId }) => ruleId));
    const fails = judged().filter(({ rules }) =>
      rules.some(({ ruleId, outcome }) => outcome === 'fail' && ids.has(ruleId)),
    );
    expect(failing?.fail).toBe(fails.length);
    expect(items.every(({ examples }) => examples === undefined)).toBe(true);
  });

  it('gives examples with the evidence of the verdicts where one label is asked for', async () => {
    const [first] = (await assessmentLabels(context)).items;
    const { items } = await assessmentLabels(context, first?.label);
    expect(items.map(({ label }) => label)).toEqual([first?.label]);
    const examples = items[0]?.examples ?? [];
    expect(examples.length).toBeGreaterThan(0);
    for (const { workloadId, ruleId, evidence } of examples) {
      const result = assessments.get(workloadId)?.rules.find((one) => one.ruleId === ruleId);
      expect(result).toMatchObject({ outcome: 'fail', evidence });
    }
    expect((await assessmentLabels(context, 'no such label')).items).toEqual([]);
  });
});

describe('what to connect first', () => {
  it('adds up with the open verdicts of the summary, and sends nobody to what was asked', async () => {
    const { nextSources, unknowns, rules } = await latestAssessment(context);
    const open = rules.reduce((sum, rule) => sum + rule.unknown, 0);
    const settled = nextSources?.steps.reduce((sum, step) => sum + step.verdicts, 0) ?? 0;
    expect(nextSources?.open).toBe(open);
    expect(settled + (nextSources?.left ?? 0)).toBe(open);
    expect(unknowns.length).toBeGreaterThan(0);
    expect(nextSources?.steps.map(({ kind }) => kind)).not.toContain('simulator');
  });
});
