/** Computes where every workload should run, and keeps the answer with its reasons (P1–P5). */

import { setImmediate as breathe } from 'node:timers/promises';
import type { PlacementSummaryDocument } from '../api/placements.ts';
import { createAssessor } from '../core/assess/engine.ts';
import type { Estate } from '../core/model/estate.ts';
import type { Workload } from '../core/model/workload.ts';
import { largestHosts } from '../core/placement/largest-host.ts';
import { pinMatcher } from '../core/placement/pins.ts';
import { placeInSteps } from '../core/placement/place.ts';
import type { PlacementInput, ReadinessAnswer } from '../core/placement/input.ts';
import type { Assignment, PlacementResult } from '../core/placement/result.ts';
import type { PolicyEngine } from '../core/policy/engine/engine.ts';
import type { TargetId } from '../core/assess/verdict.ts';
import { TARGETS } from '../core/assess/targets/registry.ts';
import { throwIfCancelled } from './context.ts';
import type { ServiceContext } from './context.ts';
import { policyFor, rowsDigest, rulePacks, today, whyRecord } from './decide.ts';
import { loadEstate, requireGeneration } from './generations.ts';
import { loadPriceLists } from './prices.ts';
import { saveResult } from './results.ts';
import type { ResultRow } from './results.ts';
import { requireSites } from './sites-document.ts';
import type { SitesInForce } from './sites-document.ts';

export interface PlaceOptions {
  readonly seed: number;
  readonly iterations?: number;
}

/** Throws IST-2101 without an estate, IST-4004 without sites, IST-5xxx when the sites cannot be placed onto. */
export async function placeEstate(context: ServiceContext, options: PlaceOptions): Promise<PlacementSummaryDocument> {
  const generation = await requireGeneration(context);
  const sites = await requireSites(context);
  context.progress(0.02, 'loading the estate');
  const estate = await loadEstate(context, generation.number);
  const { engine, packs } = await policyFor(context, sites.file);
  const prices = await loadPriceLists(context.home);
  context.progress(0.15, 'judging candidates');
  await breathe();
  const input = await placementInput(context, { estate, sites, engine, prices });
  const result = await solve(context, input, options);
  const settings = {
    ...options,
    asOf: today(context),
    sites: sites.digest,
    prices: prices.map(({ id, digest }) => ({ id, digest })),
  };
  context.progress(0.85, 'storing the placement');
  const document = describe(result, sites, estate);
  const { assignments, ...whole } = result;
  const record = await saveResult(context, 'place', {
    generation: generation.number,
    summary: document,
    settings,
    doc: whole,
    rows: assignments.map(resultRow),
    why: whyRecord(context, {
      decision: 'place',
      generation,
      catalog: await context.catalog(),
      packs: { ...packs, ...rulePacks() },
      settings,
      result: { whole, rows: rowsDigest(assignments) },
    }),
  });
  return { ...document, id: record.id, createdAt: record.createdAt.toISOString() };
}

interface Loaded {
  readonly estate: Estate;
  readonly sites: SitesInForce;
  readonly engine: PolicyEngine;
  readonly prices: PlacementInput['prices'];
}

async function placementInput(
  context: ServiceContext,
  { estate, sites, engine, prices }: Loaded,
): Promise<PlacementInput> {
  const catalog = await context.catalog();
  const largest = largestHosts(estate.hosts, sites.file.sites);
  return {
    generation: estate.generation,
    workloads: estate.workloads.filter(({ facts }) => facts.template !== true && facts.placeholder !== true),
    sites: sites.file,
    catalog,
    prices,
    readiness: readinessOf(createAssessor({ catalog, asOf: today(context) })),
    policy: (workload, siteId) => {
      const { verdict, violated, unknown } = engine.evaluate(workload, siteId);
      return {
        verdict: verdict === 'allowed' ? 'pass' : verdict === 'violated' ? 'fail' : 'unknown',
        violated,
        unknown,
      };
    },
    currentSiteOf: (workload) => engine.siteOf(workload),
    matcher: pinMatcher,
    largestHost: (siteId) => largest.get(siteId),
  };
}

const JUDGED: ReadonlySet<TargetId> = new Set(TARGETS.map(({ id }) => id));

/** Candidates ask for several targets of one workload in a row: its assessment is made once. */
function readinessOf(assess: ReturnType<typeof createAssessor>): PlacementInput['readiness'] {
  let last: { readonly workload: Workload; readonly assessment: ReturnType<typeof assess> } | undefined;
  return (workload: Workload, target: TargetId): ReadinessAnswer | undefined => {
    if (last?.workload !== workload) last = { workload, assessment: assess(workload) };
    const found = last.assessment.targets[target];
    // A target nobody judges would have no blocker at all, and so look better than every target that is judged.
    if (found === undefined && !JUDGED.has(target)) {
      return { readiness: 'not-ready', rules: [`no rule judges ${target} yet`], conditions: 0 };
    }
    if (found === undefined) return undefined;
    const rules =
      found.readiness === 'not-ready' ? found.blockers : found.readiness === 'unknown' ? found.unknowns : [];
    return { readiness: found.readiness, rules, conditions: found.warnings.length };
  };
}

async function solve(context: ServiceContext, input: PlacementInput, options: PlaceOptions): Promise<PlacementResult> {
  const steps = placeInSteps(input, options);
  for (;;) {
    const step = steps.next(false);
    if (step.done === true) return step.value;
    throwIfCancelled(context);
    const { costUsdPerMonth, boundUsdPerMonth, fraction } = step.value;
    context.progress(
      0.2 + 0.6 * fraction,
      'placing',
      `cost ${Math.round(costUsdPerMonth)}, bound ${Math.round(boundUsdPerMonth)} USD per month`,
    );
    await breathe();
  }
}

function resultRow(assignment: Assignment): ResultRow {
  return {
    workloadId: assignment.workloadId,
    columns: {
      site: assignment.fromSiteId,
      placedAt: assignment.siteId,
      costUsdPerMonth: assignment.cost?.totalUsdPerMonth,
      from: assignment.fromSiteId ?? '',
      to: assignment.siteId ?? '',
      moves: assignment.moves,
      unplaced: assignment.siteId === null,
    },
    doc: assignment,
  };
}

type Described = Omit<PlacementSummaryDocument, 'id' | 'createdAt'>;

function describe(result: PlacementResult, sites: SitesInForce, estate: Estate): Described {
  const { assignments } = result;
  const apart = estate.workloads.length - assignments.length;
  const flows = new Map<string, Described['flows'][number]>();
  const basis = new Set<string>();
  for (const assignment of assignments) {
    const key = `${assignment.fromSiteId ?? ''}>${assignment.siteId ?? ''}`;
    const flow = flows.get(key) ?? {
      fromSiteId: assignment.fromSiteId,
      toSiteId: assignment.siteId,
      workloads: 0,
      usdPerMonth: 0,
    };
    flow.workloads += 1;
    flow.usdPerMonth += assignment.cost?.totalUsdPerMonth ?? 0;
    flows.set(key, flow);
    for (const line of assignment.cost?.basis ?? []) basis.add(line);
  }
  return {
    kind: 'place',
    scenario: null,
    lost: [],
    basedOn: null,
    stoppedEarly: false,
    seconds: null,
    diagnoses: [],
    generation: result.generation,
    sitesDigest: sites.digest,
    placed: assignments.length - result.unplaced,
    moves: assignments.filter(({ moves }) => moves).length,
    stays: assignments.filter(({ moves, siteId }) => !moves && siteId !== null).length,
    unplaced: result.unplaced,
    totalUsdPerMonth: result.totalUsdPerMonth,
    currentUsdPerMonth: result.currentUsdPerMonth,
    migrationUsdOneOff: result.migrationUsdOneOff,
    boundUsdPerMonth: result.boundUsdPerMonth,
    gapPct: result.gapPct,
    method: result.method,
    warnings: [...result.warnings, ...(apart === 0 ? [] : [`${apart} templates and placeholders are not placed.`])],
    sites: result.sites.map((site) => ({ ...site, resources: { ...site.resources } })),
    flows: [...flows.values()].sort(
      (a, b) => b.workloads - a.workloads || (`${a.fromSiteId}${a.toSiteId}` < `${b.fromSiteId}${b.toSiteId}` ? -1 : 1),
    ),
    basis: [...basis].sort().slice(0, 60),
  };
}
