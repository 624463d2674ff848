/** One finding whole: what was looked at, the rule it stands on, how it came and went, and who accepted it (S6). */

import type { z } from 'zod';
import type { findingDetailsSchema } from '../api/finding-trend.ts';
import { failure } from '../core/errors/registry.ts';
import { findingKey } from '../core/policy/finding.ts';
import { scopeTest } from '../core/policy/waivers/scope.ts';
import { readWorkload } from '../store/estate.ts';
import { readFindingSpans } from '../store/finding-changes.ts';
import { readWaivers } from '../store/waivers.ts';
import type { ServiceContext } from './context.ts';
import { today } from './decide.ts';
import { describeFinding } from './get-check.ts';
import type { StoredFinding } from './check-rows.ts';
import { loadPacks } from './packs.ts';
import { listResultRows, requireResult } from './results.ts';
import { describeWaiver } from './waivers.ts';

export interface FindingQuery {
  readonly rule: string;
  /** "*" for what is asked of the organisation. */
  readonly site: string;
  /** Id; absent for what is said of a whole site. */
  readonly workload?: string;
}

type Details = z.infer<typeof findingDetailsSchema>;

/** Throws IST-2108 without a check, IST-4056 when no check ever found it. */
export async function findingDetails(context: ServiceContext, query: FindingQuery): Promise<Details> {
  const { rule, site, workload: workloadId } = query;
  const record = await requireResult(context, 'check');
  const key = findingKey({ ruleId: rule, siteId: site, ...(workloadId === undefined ? {} : { workloadId }) });
  const [page, spans, packs, waivers, workload] = await Promise.all([
    listResultRows(context, record.id, {
      where: { rule, findingSite: site },
      ...(workloadId === undefined ? {} : { workloadId }),
      limit: 100,
    }),
    readFindingSpans(context.store, key),
    loadPacks(context.home),
    readWaivers(context.store),
    workloadId === undefined ? undefined : readWorkload(context.store, record.generation, workloadId),
  ]);
  const findings = page.items
    .map(({ doc }) => doc as StoredFinding)
    .filter((finding) => findingKey(finding) === key)
    .map(describeFinding);
  if (findings.length === 0 && spans.length === 0) throw failure('IST-4056', 'no check found this');
  const pack = packs.find(({ id }) => rule.startsWith(`${id}/`));
  const facts = { ruleId: rule, siteId: site, workloadId };
  const concerned = waivers.filter(
    (waiver) =>
      spans.some((span) => span.waiverId === waiver.id) ||
      (pack !== undefined && scopeTest(waiver.scope).covers(facts, pack.id, workload)),
  );
  const day = today(context);
  return {
    generation: record.generation,
    checkedAt: record.createdAt.toISOString(),
    workloadName: findings[0]?.workloadName ?? workload?.facts.name ?? null,
    findings,
    rule: pack === undefined ? null : await ruleOf(context, rule, pack),
    history: spans.map((span) => ({
      state: span.state,
      waiverId: span.waiverId,
      from: { generation: span.fromGeneration, at: span.from.toISOString() },
      to:
        span.to === null || span.toGeneration === null
          ? null
          : { generation: span.toGeneration, at: span.to.toISOString() },
    })),
    waivers: concerned.map((waiver) => describeWaiver(waiver, day)),
  };
}

type Pack = Awaited<ReturnType<typeof loadPacks>>[number];

/** The rule as its pack writes it; of "<pack>/applies" the condition of the pack. */
async function ruleOf(context: ServiceContext, ruleId: string, pack: Pack): Promise<Details['rule']> {
  const found = pack.requirements.find((each) => each.ruleId === ruleId);
  const { definition } = pack;
  const { sources } = (await context.catalog()).sovereignty;
  return {
    ruleId,
    packId: pack.id,
    packName: definition.name,
    packVersion: pack.version,
    reference: found?.reference ?? 'scope',
    title: found?.title ?? `Whether ${definition.name} applies`,
    level: found?.level ?? 'must',
    remedy: found?.remedy ?? null,
    note: found?.note ?? null,
    confidence: found?.confidence ?? definition.conf,
    appliesWhen: pack.applies.text,
    when: found?.when?.text ?? null,
    test: found?.test.text ?? null,
    sources: [definition.source].flat().map((id) => sourceText(id, sources)),
  };
}

type Sources = Awaited<ReturnType<ServiceContext['catalog']>>['sovereignty']['sources'];

function sourceText(id: string, sources: Sources): string {
  const source = sources[id];
  return source === undefined ? id : `${source.ref}, ${source.date}`;
}
