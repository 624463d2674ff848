/** Plans how to leave an operator: its workloads go elsewhere, nobody else moves, and the answer is kept (S10). */

import type { ExitSummaryDocument } from '../api/exit.ts';
import { tcoSettings } from '../core/cost/settings.ts';
import { digestOf } from '../core/evidence/digest.ts';
import { failure } from '../core/errors/registry.ts';
import { buildProblem } from '../core/placement/build.ts';
import type { PreparedPlacement } from '../core/placement/build.ts';
import { drillInSteps } from '../core/placement/drill.ts';
import type { PlacementResult } from '../core/placement/result.ts';
import { assignedFrom } from '../core/placement/stored-plan.ts';
import { describeExit } from '../core/plan/exit/describe-exit.ts';
import { contractTerms, findOperator, operatorsOf, UNKNOWN_OPERATOR } from '../core/plan/exit/operators.ts';
import type { Operator } from '../core/plan/exit/operators.ts';
import type { Plan } from '../core/plan/plan.ts';
import { planWaves } from '../core/plan/waves.ts';
import { criticalReader } from '../core/policy/concentration/counted.ts';
import type { EnrichedSite } from '../core/policy/enrich-site.ts';
import { createPathJudge } from '../core/policy/paths/judge-path.ts';
import { placedSites } from '../store/placement-rows.ts';
import type { ServiceContext } from './context.ts';
import { policyFor } from './decide.ts';
import type { JobContext } from './durable-job.ts';
import { exactSolver } from './exact-solver.ts';
import { keepExit } from './exit-keep.ts';
import { findPlacement } from './find-placement.ts';
import { forecasterFor } from './forecast-basis.ts';
import { requireGeneration } from './generations.ts';
import { groundOf, loadBasis, pinBasis } from './placement-basis.ts';
import type { LoadedBasis, PlacementBasis, PlacementGround } from './placement-basis.ts';
import { readinessForPlanning } from './readiness-for-planning.ts';
import { rulesInForce } from './rules-in-force.ts';
import { runSearch, stepOptions } from './search-placement.ts';
import type { SearchOptions } from './search-placement.ts';
import { requireSites } from './sites-document.ts';

export interface ExitOptions extends SearchOptions {
  readonly operator: string;
  readonly from: 'today' | 'placement';
  /** The reserve of the other sites may be used. */
  readonly useReserve: boolean;
  /** The placement it starts from, once it is pinned. */
  readonly placement?: string;
  readonly basis?: PlacementBasis;
}

/** Throws IST-2101, IST-4004, IST-4090 for an operator that sites.yaml does not name, IST-2108 without a placement to start from. */
export async function pinExit(context: ServiceContext, options: ExitOptions): Promise<ExitOptions> {
  const basis = await pinBasis(context);
  const { file } = await requireSites(context);
  const { engine } = await policyFor(context, file);
  const { name } = requireOperator(engine.sites, options.operator);
  const placed = options.from === 'placement' ? await findPlacement(context) : undefined;
  return {
    ...options,
    operator: name ?? UNKNOWN_OPERATOR,
    basis,
    ...(placed !== undefined && { placement: placed.id }),
  };
}

/** Throws IST-4090. */
export function requireOperator(sites: readonly EnrichedSite[], name: string): Operator {
  const operators = operatorsOf(sites);
  const found = findOperator(operators, name);
  if (found !== undefined) return found;
  throw failure('IST-4090', `no site of sites.yaml is run by "${name}"`, {
    causes: operators.map((each) => ({
      message: `${each.name ?? `${UNKNOWN_OPERATOR} (nobody names the operator)`}: ${each.siteIds.join(', ')}`,
    })),
  });
}

/** Throws what `pinExit` throws. */
export async function makeExitPlan(context: JobContext, options: ExitOptions): Promise<ExitSummaryDocument> {
  const { operator: name, from, useReserve, placement, basis: pinned, ...search } = options;
  context.progress(0.02, 'loading the estate');
  const basis = await loadBasis(context, pinned ?? {});
  context.progress(0.1, 'judging candidates');
  const ground = await groundOf(context, basis, basis.sites.file);
  const operator = requireOperator(ground.engine.sites, name);
  const prepared = buildProblem({ ...ground.input, keepSplitApart: true });
  const placedId = from === 'placement' ? (await findPlacement(context, placement)).id : undefined;
  const before = placedId === undefined ? prepared.problem.current : await asPlaced(context, prepared, placedId);
  const exact = await exactSolver(prepared.search.workloads * prepared.search.sites);
  const steps = drillInSteps(
    prepared,
    before,
    operator.siteIds.map((id) => `site/${id}`),
    { ...stepOptions(search), useReserve, moveSurvivors: false, ...(exact !== undefined && { exact }) },
  );
  const end = await runSearch(context, ground.input, search, steps);
  context.progress(0.82, 'planning waves');
  const file = basis.sites.file;
  const forecaster = await forecasterFor(context, file);
  const described = describeExit({
    operator,
    from,
    prepared,
    before,
    drill: end.found,
    planWaves: await wavePlanner(context, { basis, ground, operator, forecaster }),
    critical: criticalReader(file.organisation, file.declarations),
    terms: contractTerms(ground.engine.sites, operator),
    doubleRunMonths: tcoSettings(file).doubleRunMonths,
    daysBetweenWaves: file.waves.daysBetweenWaves,
  });
  return keepExit(context, {
    described,
    basis,
    packs: ground.packs,
    end,
    search,
    useReserve,
    measuredMoves: forecaster.measuredDigest,
    ...(placedId !== undefined && { placement: placedId }),
  });
}

async function asPlaced(context: ServiceContext, prepared: PreparedPlacement, id: string): Promise<Int32Array> {
  const sites = await placedSites(context.store, id);
  return assignedFrom(prepared, (workloadId) => sites.get(workloadId));
}

/** As `isthmus plan` plans a placement: same dependencies, forecast, paths and checks. */
async function wavePlanner(
  context: ServiceContext,
  made: {
    readonly basis: LoadedBasis;
    readonly ground: PlacementGround;
    readonly operator: Operator;
    readonly forecaster: Awaited<ReturnType<typeof forecasterFor>>;
  },
): Promise<(placement: PlacementResult) => Plan> {
  const { estate, sites, asOf } = made.basis;
  const { engine, packs } = made.ground;
  const [catalog, rules, generation, policy] = await Promise.all([
    context.catalog(),
    rulesInForce(context),
    requireGeneration(context, estate.generation),
    policyFor({ ...context, clock: () => new Date(asOf) }, sites.file),
  ]);
  const workloads = new Map(estate.workloads.map((workload) => [workload.id, workload]));
  return (placement) =>
    planWaves({
      name: `exit-${made.operator.name ?? UNKNOWN_OPERATOR}`,
      placement,
      workloads,
      ...readinessForPlanning({ catalog, asOf, rules: rules.rules }, workloads),
      applications: estate.applications,
      dependencies: estate.dependencies,
      sites: sites.file,
      forecaster: made.forecaster,
      paths: createPathJudge({ engine, catalog, sites: sites.file, waivers: policy.waivers.length > 0 }),
      support: { catalog, asOf, hosts: estate.hosts },
      pins: {
        generation: estate.generation,
        estateDigest: generation.digest,
        // It has no placement of its own that could be read again: what it starts from is pinned by what is above.
        placementId: `exit ${made.operator.name ?? UNKNOWN_OPERATOR}`,
        placementDigest: digestOf(placement.assignments.map(({ workloadId, siteId }) => [workloadId, siteId])),
        sitesDigest: sites.digest,
        catalogVersion: catalog.version,
        packVersions: Object.fromEntries(Object.entries(packs).map(([id, { version }]) => [id, version])),
        packDigests: Object.fromEntries(Object.entries(packs).map(([id, { digest }]) => [id, digest])),
      },
    });
}
