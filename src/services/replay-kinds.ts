/** How each kind of decision is asked for again, from the settings it recorded (E2). */

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { WhyRecord } from '../core/evidence/why-record.ts';
import type { PriceList } from '../core/cost/price-list.ts';
import { readInput } from '../store/replay-inputs.ts';
import type { ServiceContext } from './context.ts';
import type { RebalanceQuestion } from './rebalance-site.ts';
import type { SizeQuestion } from './size-hosts.ts';
import { loadPriceLists, requirePriceList, slug } from './prices.ts';

type Settings = Readonly<Record<string, unknown>>;
type Run = (context: ServiceContext, settings: Settings) => Promise<unknown>;

/** Options of a search as a placement recorded them. */
function searchOf({ seed, iterations }: Settings): { readonly seed: number; readonly iterations?: number } {
  return { seed: Number(seed), ...(iterations !== undefined && { iterations: Number(iterations) }) };
}

const basisOf = (context: ServiceContext, { asOf, sitesVersion }: Settings) => ({
  generation: context.replay?.generation ?? 0,
  sitesVersion: context.replay?.sitesVersion ?? Number(sitesVersion),
  asOf: String(asOf),
});

const question = (context: ServiceContext) => ({
  generation: context.replay?.generation ?? 0,
  sitesVersion: context.replay?.sitesVersion ?? null,
});

const without = (settings: Settings, ...names: readonly string[]): Settings =>
  Object.fromEntries(Object.entries(settings).filter(([name]) => !names.includes(name)));

/** Each loaded when it is used. Kinds that are not here cannot be replayed. */
const RUNS: Partial<Readonly<Record<WhyRecord['decision'], Run>>> = {
  assess: async (context, { asOf }) =>
    (await import('./assess-estate.ts')).assessEstate(context, { asOf: String(asOf), full: true }),
  check: async (context, { packs }) =>
    (await import('./check-estate.ts')).checkEstate(context, {
      ...(Array.isArray(packs) && { packs: packs.map(String) }),
    }),
  place: async (context, settings) =>
    (await import('./place-estate.ts')).placeEstate(context, {
      ...searchOf(settings),
      basis: basisOf(context, settings),
    }),
  scenario: async (context, settings) =>
    (await import('./place-scenario.ts')).placeScenario(context, {
      ...searchOf(settings),
      basis: basisOf(context, settings),
      scenario: String(settings['scenario']),
    }),
  drill: async (context, settings) =>
    (await import('./drill-placement.ts')).drillPlacement(context, {
      ...searchOf(settings),
      placement: String(settings['basedOn']),
      lose: (settings['lost'] as readonly string[] | undefined) ?? [],
      useReserve: settings['useReserve'] === true,
      moveSurvivors: settings['moveSurvivors'] === true,
    }),
  exit: async (context, settings) =>
    (await import('./exit-make.ts')).makeExitPlan(context, {
      ...searchOf(settings),
      operator: String(settings['operator']),
      from: settings['from'] === 'placement' ? 'placement' : 'today',
      useReserve: settings['useReserve'] === true,
      basis: basisOf(context, settings),
      ...(typeof settings['basedOn'] === 'string' && { placement: settings['basedOn'] }),
    }),
  plan: async (context, { name }) => (await import('./plan-moves.ts')).planMoves(context, { name: String(name) }),
  size: async (context, settings) =>
    (await import('./size-hosts.ts')).sizeEstate(context, {
      ...without(settings, 'sites', 'catalog'),
      basis: question(context),
    } as unknown as SizeQuestion),
  rebalance: async (context, settings) =>
    (await import('./rebalance-site.ts')).rebalanceSite(context, {
      ...without(settings, 'sites', 'catalog', 'perHost', 'total'),
      perHost: settings['perHost'],
      sideBySide: settings['total'],
      basis: question(context),
    } as unknown as RebalanceQuestion),
};

/** Why this decision cannot be made again whatever is still there; undefined when it can. */
export function notReplayable({ decision, settings }: WhyRecord): string | undefined {
  const { stopped, seconds } = (settings ?? {}) as Settings;
  if (RUNS[decision] === undefined) return `decisions of the kind "${decision}" cannot be replayed`;
  if (stopped !== undefined)
    return `its search was ended early (${JSON.stringify(stopped)}): another run finds another answer`;
  if (seconds !== undefined && seconds !== null)
    return 'its search was limited by time: another run finds another answer';
  return undefined;
}

export async function askAgain(context: ServiceContext, { decision, settings }: WhyRecord): Promise<unknown> {
  const run = RUNS[decision];
  if (run === undefined) throw new TypeError(`${decision} cannot be asked again`);
  return run(context, (settings ?? {}) as Settings);
}

/**
 * A data folder that holds the price lists a decision was made with, for as long as it is made again; other files are
 * not asked for. `missing` gets a line for each list that is gone.
 */
export async function withPrices<T>(
  context: ServiceContext,
  why: WhyRecord,
  missing: string[],
  work: (context: ServiceContext) => Promise<T>,
): Promise<T> {
  const { prices } = (why.settings ?? {}) as { readonly prices?: readonly { id: string; digest: string }[] };
  if (prices === undefined) return work(context);
  const inForce = await loadPriceLists(context.home);
  const same = inForce.length === prices.length && prices.every(({ digest }, at) => inForce[at]?.digest === digest);
  if (same) return work(context);
  const home = await mkdtemp(path.join(os.tmpdir(), 'isthmus-replay-'));
  try {
    await mkdir(path.join(home, 'prices'));
    for (const { id, digest } of prices) {
      const list = await priceList(context, id, digest);
      if (list === undefined) missing.push(`the price list ${id} with the digest ${digest} is not kept any more`);
      else await writeFile(path.join(home, 'prices', `${slug(id)}.json`), JSON.stringify(list));
    }
    return await work({ ...context, home });
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}

async function priceList(context: ServiceContext, id: string, digest: string): Promise<PriceList | undefined> {
  const kept = await readInput(context.store, 'price-list', digest);
  if (kept !== undefined) return JSON.parse(kept) as PriceList;
  const version = await requirePriceList(context.home, `${id}@${digest}`).catch(() => undefined);
  return version?.digest === digest ? version : undefined;
}
