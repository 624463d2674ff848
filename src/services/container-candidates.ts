/** Which virtual machines could be built anew as containers, with the reason, and what stands against it (W1). */

import { z } from 'zod';
import type { CandidateListDocument } from '../api/windows-containers.ts';
import { candidateOf } from '../core/assess/containers/candidate.ts';
import type { Candidate } from '../core/assess/containers/candidate.ts';
import { createAssessor } from '../core/assess/engine.ts';
import type { Rule } from '../core/assess/rule.ts';
import { aksContainer } from '../core/assess/targets/aks-container.ts';
import { openshiftContainer } from '../core/assess/targets/openshift-container.ts';
import type { FactPath } from '../core/assess/verdict.ts';
import { matches, parseFilter } from '../core/model/filter/filter.ts';
import type { Workload } from '../core/model/workload.ts';
import { answeredBy } from '../providers/registry.ts';
import type { ServiceContext } from './context.ts';
import { readContinuation, writeContinuation } from './continuation.ts';
import { today } from './decide.ts';
import { eachWorkload, requireGeneration } from './generations.ts';
import { rulesInForce } from './rules-in-force.ts';

export interface CandidatesRequest {
  readonly candidate?: 'yes' | 'no' | 'unknown';
  readonly filter?: string;
  readonly asOf?: string;
  readonly limit: number;
  readonly continue?: string;
}

const positionSchema = z.object({
  generation: z.number().int(),
  candidates: z.string(),
  offset: z.number().int().min(0),
});

const TARGETS = [openshiftContainer, aksContainer] as const;
const CONTAINER_TARGETS = ['openshift-container', 'aks-container'] as const;
const ORDER = ['yes', 'unknown', 'no'] as const;
const WITH_RULES = 1000;

interface Found {
  readonly workload: Workload;
  readonly candidate: Candidate;
}

/**
 * Candidates first, then what is not known, then the rest, each by name. Throws IST-2001 to IST-2005 for the filter,
 * IST-2101, IST-2102, IST-2105 and IST-3003.
 */
export async function containerCandidates(
  context: ServiceContext,
  request: CandidatesRequest,
): Promise<CandidateListDocument> {
  const ast = parseFilter(request.filter ?? '');
  const key = `${request.candidate ?? ''} ${request.filter ?? ''}`;
  const position = readContinuation(positionSchema.extend({ candidates: z.literal(key) }), request.continue);
  const { number: generation } = await requireGeneration(context, position?.generation);
  const asOf = request.asOf ?? today(context);
  const catalog = await context.catalog();
  const { rules } = await rulesInForce(context);
  const assess = createAssessor({ catalog, asOf, rules, targets: TARGETS });
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const counts = { yes: 0, no: 0, unknown: 0 };
  const open = new Map<FactPath, number>();
  const platforms = new Set<string>();
  const wanted: Found[] = [];
  for await (const batch of eachWorkload(context, generation, WITH_RULES)) {
    for (const workload of batch) {
      if (workload.kind !== 'vm' || workload.facts.template === true || workload.facts.placeholder === true) continue;
      if (!matches(ast, workload)) continue;
      const candidate = candidateOf(workload.facts);
      counts[candidate.verdict]++;
      if (candidate.verdict === 'unknown') {
        for (const fact of candidate.missing) open.set(fact, (open.get(fact) ?? 0) + 1);
        if (workload.facts.platform !== undefined) platforms.add(workload.facts.platform);
      }
      if (request.candidate === undefined || request.candidate === candidate.verdict)
        wanted.push({ workload, candidate });
    }
  }
  wanted.sort(byRank);
  const offset = position?.offset ?? 0;
  const page = wanted.slice(offset, offset + request.limit);
  const end = offset + page.length;
  return {
    generation,
    asOf,
    counts,
    unknowns: [...open]
      .sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1))
      .flatMap(([fact, workloads]) =>
        answeredBy([fact], platforms).map(({ from }) => ({ fact, from: [...from], workloads })),
      ),
    items: page.map((found) => itemOf(found, assess, byId)),
    total: wanted.length,
    ...(end < wanted.length && { continue: writeContinuation({ generation, candidates: key, offset: end }) }),
  };
}

function byRank(a: Found, b: Found): number {
  const rank = ORDER.indexOf(a.candidate.verdict) - ORDER.indexOf(b.candidate.verdict);
  if (rank !== 0) return rank;
  const [one, other] = [a, b].map(({ workload }) => `${workload.facts.name ?? ''} ${workload.id}`);
  return (one ?? '') < (other ?? '') ? -1 : 1;
}

function itemOf(
  { workload, candidate }: Found,
  assess: ReturnType<typeof createAssessor>,
  byId: ReadonlyMap<string, Rule>,
): CandidateListDocument['items'][number] {
  const { id, facts } = workload;
  const { targets } = assess(workload);
  const labels = (ids: readonly string[]): string[] => ids.map((rule) => byId.get(rule)?.label ?? rule);
  const platforms = new Set(facts.platform === undefined ? [] : [facts.platform]);
  return {
    id,
    name: facts.name ?? id,
    platform: facts.platform ?? null,
    os: facts.os?.name ?? facts.os?.reportedAs ?? facts.os?.configuredAs ?? null,
    candidate: candidate.verdict,
    parts: candidate.parts.map((part) => ({ ...part, systems: [...part.systems] })),
    missing: answeredBy(candidate.missing, platforms).map(({ fact, from }) => ({ fact, from: [...from] })),
    targets: CONTAINER_TARGETS.flatMap((target) => {
      const judged = targets[target];
      if (judged === undefined) return [];
      const { readiness, blockers, warnings, fixHours } = judged;
      return [{ id: target, readiness, blockers: labels(blockers), warnings: labels(warnings), hours: fixHours }];
    }),
  };
}
