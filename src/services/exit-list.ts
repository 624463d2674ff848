/** Operators with what rests on them, and the exit plan that is kept of each. */

import type { ExitPlanDocument, ExitSummaryDocument, OperatorExitDocument } from '../api/exit.ts';
import { failure } from '../core/errors/registry.ts';
import type { ExitPlan } from '../core/plan/exit/exit-plan.ts';
import { findOperator, operatorsOf, UNKNOWN_OPERATOR } from '../core/plan/exit/operators.ts';
import { countEstate } from '../core/policy/concentration/judge-estate.ts';
import { sharesOf } from '../core/policy/concentration/shares.ts';
import { newestAbout } from '../store/results.ts';
import { classifiedEstate } from './classified-estate.ts';
import type { ServiceContext } from './context.ts';
import { policyFor } from './decide.ts';
import { exitSubject } from './exit-keep.ts';
import type { ExitSettings, ExitSummary } from './exit-keep.ts';
import { requireGeneration } from './generations.ts';
import { inForceNow, staleness } from './placement-staleness.ts';
import type { InForce } from './placement-staleness.ts';
import { findResult, latestResult, resultDoc } from './results.ts';
import type { ResultRecord } from './results.ts';
import { requireSites } from './sites-document.ts';

/** In the order of names, sites of unknown operator last. Throws IST-2101 without an estate, IST-4004 without sites. */
export async function listExits(context: ServiceContext): Promise<readonly OperatorExitDocument[]> {
  const generation = await requireGeneration(context);
  const { file } = await requireSites(context);
  const [estate, { engine }, now, placed] = await Promise.all([
    classifiedEstate(context, generation.number, file),
    policyFor(context, file),
    inForceNow(context),
    latestResult(context, 'place'),
  ]);
  const counted = countEstate(engine, file, estate.workloads);
  const shares = sharesOf(counted, { over: 'operator', measure: 'functions', criticalOnly: true }).shares;
  const running = new Map<string, number>();
  for (const { places } of counted)
    if (places.site !== undefined) running.set(places.site, (running.get(places.site) ?? 0) + 1);
  const items: OperatorExitDocument[] = [];
  for (const { name, own, siteIds } of operatorsOf(engine.sites)) {
    const kept = await newestAbout(context.store, ['exit'], exitSubject(name, 'today'));
    const plan = kept === undefined ? null : summaryOf(kept, now, placed);
    // Of unknown place are also those that run at none of the sites: they are not this group's.
    const share = name === null ? undefined : shares.find((each) => each.name === name);
    const { certain = 0, possible = 0, lowPct = null, highPct = null } = share ?? {};
    items.push({
      operator: name,
      own: own ?? null,
      siteIds,
      workloads: siteIds.reduce((sum, id) => sum + (running.get(id) ?? 0), 0),
      criticalFunctions: name === null ? unknownShare(counted, siteIds) : { certain, possible, lowPct, highPct },
      strategyInPlace: plan === null ? 'no' : plan.stale.length > 0 ? 'unknown' : 'yes',
      plan,
    });
  }
  return items;
}

/** As if sites of unknown operator were run by one: a group of its own. */
function unknownShare(
  counted: ReturnType<typeof countEstate>,
  siteIds: readonly string[],
): OperatorExitDocument['criticalFunctions'] {
  const group = new Set(siteIds);
  const named = counted.map((each) => ({
    ...each,
    places: {
      ...each.places,
      operator: group.has(each.places.site ?? '') ? UNKNOWN_OPERATOR : each.places.operator && 'named',
    },
  }));
  const { shares } = sharesOf(named, { over: 'operator', measure: 'functions', criticalOnly: true });
  const {
    certain = 0,
    possible = 0,
    lowPct = null,
    highPct = null,
  } = shares.find(({ name }) => name === UNKNOWN_OPERATOR) ?? {};
  return { certain, possible, lowPct, highPct };
}

/** By the operator's name, or by the id of a plan. Throws IST-4090, IST-4091. */
export async function getExit(
  context: ServiceContext,
  name: string,
  from: ExitPlan['from'] = 'today',
): Promise<ExitPlanDocument> {
  const record = await findExit(context, name, from);
  const exit = await resultDoc<ExitPlan>(context, record.id);
  if (exit === null) throw failure('IST-4091', `the exit plan ${record.id} is gone`);
  const settings = record.settings as ExitSettings;
  const { stuck, obstacles, functions, contract, elsewhere, warnings, plan } = exit;
  return {
    ...summaryOf(record, await inForceNow(context), await latestResult(context, 'place')),
    madeFrom: {
      asOf: settings.asOf,
      sitesVersion: settings.sitesVersion,
      placementId: settings.basedOn ?? null,
    },
    stuck,
    obstacles,
    functions,
    contract,
    elsewhere,
    warnings,
    plan: { ...plan },
  };
}

async function findExit(context: ServiceContext, name: string, from: ExitPlan['from']): Promise<ResultRecord> {
  const byId = await findResult(context, name);
  if (byId?.kind === 'exit') return byId;
  // Names may be of operators that sites.yaml no longer has: what was kept of them can still be read.
  const kept = await newestAbout(context.store, ['exit'], exitSubject(name, from));
  if (kept !== undefined) return kept;
  const { file } = await requireSites(context);
  const { engine } = await policyFor(context, file);
  const operators = operatorsOf(engine.sites);
  if (findOperator(operators, name) === undefined) {
    throw failure('IST-4090', `no site of sites.yaml is run by "${name}"`, {
      causes: operators.map((each) => ({
        message: `${each.name ?? `${UNKNOWN_OPERATOR} (nobody names the operator)`}: ${each.siteIds.join(', ')}`,
      })),
    });
  }
  throw failure(
    'IST-4091',
    `there is no exit plan of ${name}${from === 'placement' ? ' that starts from a placement' : ''} yet`,
  );
}

function summaryOf(record: ResultRecord, now: InForce, placed: ResultRecord | undefined): ExitSummaryDocument {
  const { basedOn } = record.settings as Partial<ExitSettings>;
  return {
    ...(record.summary as ExitSummary),
    id: record.id,
    createdAt: record.createdAt.toISOString(),
    stale: [
      ...staleness(record, now),
      ...(basedOn !== undefined && placed !== undefined && placed.id !== basedOn
        ? [`There is a newer placement than ${basedOn}.`]
        : []),
    ],
  };
}
