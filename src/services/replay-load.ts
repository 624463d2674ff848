/** Brings back what a decision was made from, or says what of it is no longer there (E2). */

import { RULES } from '../core/assess/rules/registry.ts';
import { rulesVersion } from '../core/assess/rules-version.ts';
import { parseRules } from '../core/assess/user-rules/parse-rules.ts';
import { digestOf } from '../core/evidence/digest.ts';
import type { WhyRecord } from '../core/evidence/why-record.ts';
import { parsePack } from '../core/policy/packs/pack.ts';
import type { WaiverInForce } from '../core/policy/waivers/waiver.ts';
import { IsthmusError } from '../core/errors/errors.ts';
import { readHistory, SITES_DOCUMENT } from '../store/documents.ts';
import { readGeneration } from '../store/generations.ts';
import { readMeasuredMoves } from '../store/measured-moves.ts';
import type { StoredMeasuredMove } from '../store/measured-moves.ts';
import { readInput } from '../store/replay-inputs.ts';
import { newestResults } from '../store/results.ts';
import type { ResultRecord } from '../store/results.ts';
import type { ServiceContext } from './context.ts';
import { measuredFacts } from './forecast-basis.ts';
import { readPacks } from './packs.ts';
import type { LoadedPack } from './packs.ts';
import { readPlacement } from './plan-moves.ts';
import type { KeptPack, KeptRules } from './replay-inputs.ts';
import type { ReplayPins } from './replay-pins.ts';
import { rulesInForce } from './rules-in-force.ts';
import type { RulesInForce } from './rules-in-force.ts';
import { waiversAsUsed } from './waivers-in-force.ts';
import type { WaiverUsed } from './waivers-in-force.ts';

export interface RecordedSettings {
  readonly sites?: string | null;
  readonly waivers?: readonly WaiverUsed[];
  /** Digest of the placement a plan was made from. */
  readonly placement?: string;
  readonly measuredMoves?: string;
}

export interface LoadedPins {
  readonly pins: ReplayPins;
  /** What is no longer there, in words; with any of it the decision cannot be made again. */
  readonly missing: readonly string[];
}

/** @param result undefined: it is gone. */
export async function loadPins(
  context: ServiceContext,
  why: WhyRecord,
  result: ResultRecord | undefined,
): Promise<LoadedPins> {
  const missing: string[] = [];
  const settings = (why.settings ?? {}) as RecordedSettings;
  const generation = await readGeneration(context.store, why.generation);
  if (generation === undefined) missing.push(`gen/${why.generation} of the estate was pruned`);
  else if (generation.digest !== why.estateDigest)
    missing.push(`gen/${why.generation} has the digest ${generation.digest}; recorded is ${why.estateDigest}`);
  const { version: catalog } = await context.catalog();
  if (catalog !== why.catalogVersion)
    missing.push(
      `the catalogue is ${catalog}; it was made with ${why.catalogVersion}: install the release that has it`,
    );
  const sitesVersion = await versionOfSites(context, settings, missing);
  const rules = await rulesOf(context, why, missing);
  const packs = await packsOf(context, why, result, missing);
  const waivers = await waiversOf(context, why, settings, missing);
  const placement = settings.placement === undefined ? undefined : await placementOf(context, why, settings, missing);
  const measuredMoves = await movesOf(context, settings, missing);
  return {
    missing,
    pins: {
      generation: why.generation,
      packs,
      waivers,
      ...(sitesVersion !== undefined && { sitesVersion }),
      ...(rules !== undefined && { rules }),
      ...(placement !== undefined && { placement }),
      ...(measuredMoves !== undefined && { measuredMoves }),
    },
  };
}

async function versionOfSites(
  context: ServiceContext,
  { sites }: RecordedSettings,
  missing: string[],
): Promise<number | undefined> {
  if (sites === undefined || sites === null) return undefined;
  const found = (await readHistory(context.store, SITES_DOCUMENT)).find(({ digest }) => digest === sites);
  if (found === undefined) missing.push(`no version of the sites file has the digest ${sites}`);
  return found?.version;
}

async function rulesOf(context: ServiceContext, why: WhyRecord, missing: string[]): Promise<RulesInForce | undefined> {
  const wanted = why.packs['readiness-rules']?.digest;
  if (wanted === undefined) return undefined;
  const now = await rulesInForce(context);
  if (now.version === wanted) return now;
  const kept = await readInput(context.store, 'rules', wanted);
  const own = (JSON.parse(kept ?? '[]') as KeptRules).flatMap(({ text, name }) =>
    parseRules(text, name).map((rule) => ({ ...rule, origin: { kind: 'folder', file: name } as const })),
  );
  own.sort((a, b) => (a.rule.id < b.rule.id ? -1 : 1));
  const rules = [...RULES, ...own.map(({ rule }) => rule)];
  if (rulesVersion(rules) === wanted) return { rules, own, version: wanted };
  missing.push(`the readiness rules ${wanted} are not those of this release`);
  return undefined;
}

async function packsOf(
  context: ServiceContext,
  why: WhyRecord,
  result: ResultRecord | undefined,
  missing: string[],
): Promise<readonly LoadedPack[]> {
  const told = (result?.summary as { readonly packs?: readonly { id: string; digest: string }[] } | undefined)?.packs;
  const recorded = Object.entries(why.packs)
    .filter(([id]) => id !== 'readiness-rules' && id !== 'waivers')
    .map(([id, { digest }]) => ({ id, digest }));
  if (recorded.length === 0) return [];
  const now = await readPacks(context.home);
  const catalog = await context.catalog();
  const packs: LoadedPack[] = [];
  for (const { id, digest } of why.decision === 'check' && told !== undefined ? told : recorded) {
    const same = now.find((pack) => pack.id === id && pack.digest === digest);
    const kept = same === undefined ? await readInput(context.store, 'pack', digest) : undefined;
    if (same !== undefined) packs.push(same);
    else if (kept === undefined) missing.push(`the pack ${id} with the digest ${digest} was not kept`);
    else {
      const { origin, text } = JSON.parse(kept) as KeptPack;
      const pack = parsePack(text, `${id}.yaml`, catalog);
      if (pack.digest !== digest) missing.push(`the pack ${id} reads as ${pack.digest} now; recorded is ${digest}`);
      packs.push({ ...pack, origin, file: `${id}.yaml` });
    }
  }
  return packs;
}

async function waiversOf(
  context: ServiceContext,
  why: WhyRecord,
  settings: RecordedSettings,
  missing: string[],
): Promise<readonly WaiverInForce[]> {
  const digest = why.packs['waivers']?.digest;
  const kept = digest === undefined ? '[]' : await readInput(context.store, 'waivers', digest);
  if (settings.waivers === undefined && kept === undefined) {
    missing.push(`the waivers with the digest ${digest} were not kept`);
    return [];
  }
  try {
    return await waiversAsUsed(context, settings.waivers ?? (JSON.parse(kept ?? '[]') as readonly WaiverUsed[]));
  } catch (error) {
    if (!(error instanceof IsthmusError)) throw error;
    missing.push(error.message);
    return [];
  }
}

const PLACEMENTS_LOOKED_AT = 200;

/** The placement with the digest that the plan recorded, among those of its generation. */
async function placementOf(
  context: ServiceContext,
  why: WhyRecord,
  { placement }: RecordedSettings,
  missing: string[],
): Promise<ResultRecord | undefined> {
  for (const record of await newestResults(context.store, 'place', why.generation, PLACEMENTS_LOOKED_AT)) {
    if (record.id === placement || digestOf(await readPlacement(context, record.id)) === placement) return record;
  }
  missing.push(`no placement with the digest ${placement} is there any more`);
  return undefined;
}

async function movesOf(
  context: ServiceContext,
  { measuredMoves }: RecordedSettings,
  missing: string[],
): Promise<readonly StoredMeasuredMove[] | undefined> {
  if (measuredMoves === undefined) return undefined;
  const now = await readMeasuredMoves(context.store);
  if (digestOf(measuredFacts(now)) === measuredMoves) return now;
  const kept = await readInput(context.store, 'measured-moves', measuredMoves);
  if (kept !== undefined) return JSON.parse(kept) as readonly StoredMeasuredMove[];
  missing.push('the measured moves that times were estimated from were not kept');
  return undefined;
}
