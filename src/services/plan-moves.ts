/** Plans waves and moves from the newest placement, pinned to what it was made from (M1, M4). */

import { failure } from '../core/errors/registry.ts';
import { digestOf } from '../core/evidence/digest.ts';
import { createPathJudge } from '../core/policy/paths/judge-path.ts';
import type { PlacementResult, Assignment } from '../core/placement/result.ts';
import type { Plan } from '../core/plan/plan.ts';
import { planWaves } from '../core/plan/waves.ts';
import type { ServiceContext } from './context.ts';
import { policyFor, rulePacks, today, whyRecord } from './decide.ts';
import { classifiedEstate } from './classified-estate.ts';
import { requireGeneration } from './generations.ts';
import { forecasterFor } from './forecast-basis.ts';
import { eachResultRow, requireResult, resultDoc, saveResult } from './results.ts';
import type { ResultRow } from './results.ts';
import { readinessForPlanning } from './readiness-for-planning.ts';
import { rulesInForce } from './rules-in-force.ts';
import { requireSites } from './sites-document.ts';

export interface PlanResult {
  readonly planId: string;
  readonly plan: Plan;
}

/** Throws IST-2108 without a placement, IST-6010 when the placement is of an older generation or another sites file. */
export async function planMoves(context: ServiceContext, options: { readonly name: string }): Promise<PlanResult> {
  const generation = await requireGeneration(context);
  const sites = await requireSites(context);
  const placed = await requireResult(context, 'place');
  const settings = placed.settings as { readonly sites?: string; readonly sitesBase?: string };
  const sameSites = settings.sites === sites.digest || settings.sitesBase === sites.baseDigest;
  if (placed.generation !== generation.number || !sameSites) {
    throw failure(
      'IST-6010',
      placed.generation === generation.number
        ? 'the sites file has changed since the placement'
        : `the placement is of gen/${placed.generation}, the estate is at gen/${generation.number}`,
    );
  }
  context.progress(0.1, 'loading the placement');
  const placement = await readPlacement(context, placed.id);
  const estate = await classifiedEstate(context, generation.number, sites.file);
  const workloads = new Map(estate.workloads.map((workload) => [workload.id, workload]));
  const catalog = await context.catalog();
  const rules = await rulesInForce(context);
  const policy = await policyFor(context, sites.file);
  const packs = { ...policy.packs, ...rulePacks(rules) };
  const forecaster = await forecasterFor(context, sites.file);
  context.progress(0.5, 'planning waves');
  const plan = planWaves({
    name: options.name,
    placement,
    workloads,
    ...readinessForPlanning({ catalog, asOf: today(context), rules: rules.rules }, workloads),
    applications: estate.applications,
    dependencies: estate.dependencies,
    sites: sites.file,
    forecaster,
    paths: createPathJudge({
      engine: policy.engine,
      catalog,
      sites: sites.file,
      waivers: policy.waivers.length > 0,
    }),
    support: { catalog, asOf: today(context), hosts: estate.hosts },
    pins: {
      generation: generation.number,
      estateDigest: generation.digest,
      placementId: placed.id,
      placementDigest: digestOf(placement),
      sitesDigest: sites.digest,
      catalogVersion: catalog.version,
      packVersions: Object.fromEntries(Object.entries(packs).map(([id, { version }]) => [id, version])),
      packDigests: Object.fromEntries(Object.entries(packs).map(([id, { digest }]) => [id, digest])),
    },
  });
  context.progress(0.9, 'storing the plan');
  const record = await saveResult(context, 'plan', {
    generation: generation.number,
    summary: {
      name: plan.name,
      digest: plan.digest,
      waves: plan.waves.length,
      moves: plan.summary.moves,
      unplaced: plan.unplaced.length,
    },
    settings: { ...options, sites: sites.digest, placement: placed.id },
    doc: plan,
    rows: resultRows(plan),
    why: whyRecord(context, {
      decision: 'plan',
      generation,
      catalog,
      packs,
      settings: {
        ...options,
        asOf: today(context),
        sites: sites.digest,
        placement: plan.pins.placementDigest,
        measuredMoves: forecaster.measuredDigest,
      },
      result: plan,
    }),
  });
  return { planId: record.id, plan };
}

/** A placement as it was computed: its head and its assignments are kept apart. */
export async function readPlacement(context: ServiceContext, id: string): Promise<PlacementResult> {
  const whole = await resultDoc<Omit<PlacementResult, 'assignments'>>(context, id);
  if (whole === null) throw failure('IST-2108', `placement ${id} is gone`);
  const assignments: Assignment[] = [];
  for await (const { doc } of eachResultRow<Assignment>(context, id)) assignments.push(doc);
  return { ...whole, assignments };
}

function* resultRows(plan: Plan): Generator<ResultRow> {
  for (const wave of plan.waves) {
    for (const move of wave.moves)
      yield { workloadId: move.workloadId, columns: { wave: `${wave.number}` }, doc: { wave: wave.number } };
  }
}
