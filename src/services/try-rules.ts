/** Asks rules that are not in force yet about every workload: how many would pass, fail and stay open, with examples. */

import type { RuleTryDocument } from '../api/rules.ts';
import type { RuleResult } from '../core/assess/assessment.ts';
import { isMeantFor, judge, prepare } from '../core/assess/judge.ts';
import type { PreparedRule } from '../core/assess/judge.ts';
import { failure } from '../core/errors/registry.ts';
import type { Workload } from '../core/model/workload.ts';
import { requireSound } from './apply-rules.ts';
import type { ServiceContext } from './context.ts';
import { today } from './decide.ts';
import { eachWorkload, requireGeneration } from './generations.ts';

const EXAMPLES = 3;
const MOST_RULES = 50;

type Tried = RuleTryDocument['rules'][number];

interface Count {
  readonly prepared: PreparedRule;
  readonly tried: Tried;
  readonly missing: Map<string, number>;
}

/** Throws IST-3011 when a rule is not valid, IST-2101 when nothing was imported. */
export async function tryRules(context: ServiceContext, text: string): Promise<RuleTryDocument> {
  const rules = requireSound(text);
  if (rules.length > MOST_RULES) throw failure('IST-3011', `try ${MOST_RULES} rules at a time, not ${rules.length}`);
  const generation = await requireGeneration(context);
  const about = { catalog: await context.catalog(), asOf: today(context) };
  const counts = rules.map(({ rule }): Count => {
    const tried: Tried = {
      id: rule.id,
      label: rule.label,
      counts: { pass: 0, fail: 0, unknown: 0, notAsked: 0, notJudged: 0 },
      examples: { pass: [], fail: [], unknown: [] },
      missing: [],
    };
    return { prepared: prepare(rule), tried, missing: new Map() };
  });
  for await (const batch of eachWorkload(context, generation.number, 1000)) {
    for (const workload of batch) {
      for (const count of counts) {
        if (!isJudged(workload)) count.tried.counts.notJudged += 1;
        else if (isMeantFor(count.prepared.rule, workload))
          add(count, workload, judge(count.prepared, workload, about));
        else count.tried.counts.notAsked += 1;
      }
    }
  }
  return {
    generation: generation.number,
    rules: counts.map(({ tried, missing }) => ({
      ...tried,
      missing: [...missing]
        .map(([fact, workloads]) => ({ fact, workloads }))
        .sort((a, b) => b.workloads - a.workloads || (a.fact < b.fact ? -1 : 1)),
    })),
  };
}

const isJudged = ({ facts }: Workload): boolean => facts.template !== true && facts.placeholder !== true;

function add({ tried, missing }: Count, { id, facts }: Workload, result: RuleResult | undefined): void {
  const outcome = result?.outcome ?? 'pass';
  tried.counts[outcome] += 1;
  for (const fact of result?.missing ?? []) missing.set(fact, (missing.get(fact) ?? 0) + 1);
  const examples = tried.examples[outcome];
  if (examples.length >= EXAMPLES) return;
  const says = result?.evidence ?? result?.why ?? (result?.missing ? `not stated: ${result.missing.join(', ')}` : null);
  examples.push({ workloadId: id, name: facts.name ?? null, says });
}
