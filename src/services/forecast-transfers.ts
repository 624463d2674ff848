/** Which moves a forecast is for, each with where from and where to. */

import type { ForecastDocument, ForecastQuery } from '../api/forecasts.ts';
import { failure } from '../core/errors/registry.ts';
import type { PlannedTransfer } from '../core/forecast/move-time.ts';
import { fieldsOf } from '../core/model/filter/fields-of.ts';
import { parseFilter } from '../core/model/filter/filter.ts';
import type { Workload } from '../core/model/workload.ts';
import type { Assignment } from '../core/placement/result.ts';
import type { Plan, PlanPath } from '../core/plan/plan.ts';
import { siteLocator } from '../core/policy/locate.ts';
import { select } from '../store/columns/select.ts';
import { columnsOf } from './columns.ts';
import type { ServiceContext } from './context.ts';
import { eachWorkload, requireGeneration } from './generations.ts';
import { getPlan } from './get-plan.ts';
import { findWorkload } from './get-workload.ts';
import { isPlaced } from './placement-basis.ts';
import { eachResultRow, findResult, listResults } from './results.ts';
import type { SitesInForce } from './sites-document.ts';

export interface TransferSet {
  readonly name: string;
  readonly wave: number | null;
  readonly startsOn: string | null;
  readonly transfers: readonly PlannedTransfer[];
}

export interface ChosenTransfers extends Pick<ForecastDocument, 'generation' | 'of' | 'subject'> {
  readonly sets: readonly TransferSet[];
  readonly notes: readonly string[];
}

export async function transfersFor(
  context: ServiceContext,
  sites: SitesInForce | undefined,
  query: ForecastQuery,
): Promise<ChosenTransfers> {
  const { number: generation } = await requireGeneration(context);
  const chosen = await chosenIds(context, generation, query);
  if (query.to !== undefined) return toSite(context, generation, sites, query.to, chosen);
  if (chosen === undefined) {
    const [newest] = query.plan === undefined ? await listResults(context, 'plan', 1) : [undefined];
    const id = query.plan ?? newest?.id;
    if (id !== undefined) return ofPlan(context, generation, id, query.wave);
    if (query.wave !== undefined)
      throw failure('IST-6021', `there is no wave ${query.wave}: no plan was made yet`, { hint: 'Run: isthmus plan' });
  }
  return ofPlacement(context, generation, chosen);
}

/** Undefined: nobody chose. */
async function chosenIds(
  context: ServiceContext,
  generation: number,
  { filter, workload }: ForecastQuery,
): Promise<ReadonlySet<string> | undefined> {
  if (workload !== undefined) return new Set([(await findWorkload(context, workload)).workload.id]);
  if (filter === undefined) return undefined;
  const ast = parseFilter(filter);
  const source = columnsOf(context, generation);
  const [{ rows, column }, ids] = await Promise.all([source.load(fieldsOf(ast)), source.ids()]);
  const { mask } = select(ast, rows, column);
  return new Set(ids.filter((_, row) => mask[row] === 1));
}

async function workloadsOf(
  context: ServiceContext,
  generation: number,
  wanted: ((workload: Workload) => boolean) | undefined,
): Promise<Map<string, Workload>> {
  const found = new Map<string, Workload>();
  for await (const batch of eachWorkload(context, generation, 1000))
    for (const workload of batch) if (wanted?.(workload) !== false) found.set(workload.id, workload);
  return found;
}

async function toSite(
  context: ServiceContext,
  generation: number,
  sites: SitesInForce | undefined,
  to: string,
  chosen: ReadonlySet<string> | undefined,
): Promise<ChosenTransfers> {
  const file = sites?.file;
  const site = file?.sites.find(({ id }) => id === to);
  if (file === undefined || site === undefined) throw failure('IST-4005', `sites.yaml has no site "${to}"`);
  const locate = siteLocator(file.sites);
  const wanted = (workload: Workload): boolean => isPlaced(workload) && chosen?.has(workload.id) !== false;
  const transfers: PlannedTransfer[] = [];
  let there = 0;
  for (const workload of (await workloadsOf(context, generation, wanted)).values()) {
    const fromSiteId = locate(workload);
    if (fromSiteId === to) there += 1;
    else transfers.push(transferOf(workload, fromSiteId, to, site.target));
  }
  if (transfers.length === 0)
    throw failure('IST-6021', there > 0 ? `all of them run at ${to} already` : 'no workload is meant');
  const notes = there === 0 ? [] : [`${there} of them run at ${to} already and are not counted.`];
  return {
    generation,
    of: 'site',
    subject: to,
    sets: [{ name: `to ${to}`, wave: null, startsOn: null, transfers }],
    notes,
  };
}

function transferOf(
  { id, facts }: Workload,
  fromSiteId: string | null,
  toSiteId: string | null,
  target: PlannedTransfer['target'],
): PlannedTransfer {
  return { id, name: facts.name ?? id, facts, fromSiteId, toSiteId, target };
}

async function ofPlan(
  context: ServiceContext,
  generation: number,
  id: string,
  wave: number | undefined,
): Promise<ChosenTransfers> {
  const plan: Plan = await getPlan(context, id);
  const waves = plan.waves.filter(({ number }) => wave === undefined || number === wave);
  if (waves.length === 0)
    throw failure(
      'IST-6021',
      wave === undefined ? 'the plan moves nothing' : `the plan ${plan.name} has no wave ${wave}`,
      { causes: plan.waves.slice(0, 20).map(({ number, name }) => ({ message: `${number}  ${name}` })) },
    );
  const paths = new Map((plan.paths ?? []).map((path) => [path.id, path]));
  const ids = new Set(waves.flatMap(({ moves }) => moves.map((move) => move.workloadId)));
  const workloads = await workloadsOf(context, plan.pins.generation, ({ id: workloadId }) => ids.has(workloadId));
  return {
    generation: plan.pins.generation,
    of: 'plan',
    subject: id === 'latest' ? plan.name : id,
    notes:
      plan.pins.generation === generation
        ? []
        : [`The plan is of generation ${plan.pins.generation}, the estate is at ${generation}.`],
    sets: waves.map(({ name, number, startsOn, moves }) => ({
      name,
      wave: number,
      startsOn,
      transfers: moves.map((move) => ({
        id: move.workloadId,
        name: move.workloadName,
        facts: workloads.get(move.workloadId)?.facts ?? {},
        fromSiteId: move.fromSiteId,
        toSiteId: move.toSiteId,
        target: move.target,
        ...methodOf(paths.get(move.path ?? '')),
      })),
    })),
  };
}

const methodOf = (path: PlanPath | undefined): Pick<PlannedTransfer, 'methodId'> =>
  path === undefined || path.method === null ? {} : { methodId: path.method };

async function ofPlacement(
  context: ServiceContext,
  generation: number,
  chosen: ReadonlySet<string> | undefined,
): Promise<ChosenTransfers> {
  const [newest] = await listResults(context, 'place', 1);
  const placed = newest === undefined ? undefined : await findResult(context, newest.id);
  if (placed === undefined)
    throw failure('IST-6021', 'nothing was placed yet, so it is not known where they go', {
      hint: 'Name the site (--to), or place first: isthmus place',
    });
  const moves = new Map<string, Assignment>();
  let staying = 0;
  for await (const { doc } of eachResultRow<Assignment>(context, placed.id)) {
    if (chosen?.has(doc.workloadId) === false) continue;
    if (doc.moves && doc.target !== null) moves.set(doc.workloadId, doc);
    else staying += 1;
  }
  if (moves.size === 0)
    throw failure('IST-6021', staying > 0 ? 'the newest placement moves none of them' : 'no workload is meant', {
      hint: 'Name the site they should go to: --to',
    });
  const workloads = await workloadsOf(context, placed.generation, ({ id }) => moves.has(id));
  const transfers = [...workloads.values()].flatMap((workload) => {
    const move = moves.get(workload.id);
    if (move?.target === undefined || move.target === null) return [];
    return [transferOf(workload, move.fromSiteId, move.siteId, move.target)];
  });
  return {
    generation: placed.generation,
    of: 'placement',
    subject: placed.id,
    sets: [{ name: 'all moves at once', wave: null, startsOn: null, transfers }],
    notes: [
      ...(staying === 0 ? [] : [`${staying} of them stay, or have nowhere to go, and are not counted.`]),
      ...(placed.generation === generation
        ? []
        : [`The placement is of generation ${placed.generation}, the estate is at ${generation}.`]),
    ],
  };
}
