/** Keeps what a decision was made from where nothing else does: contents by digest, each once (E2). */

import { readFile } from 'node:fs/promises';
import { digestOf } from '../core/evidence/digest.ts';
import type { WhyRecord } from '../core/evidence/why-record.ts';
import { readMeasuredMoves } from '../store/measured-moves.ts';
import { keepInput, missingInputs } from '../store/replay-inputs.ts';
import type { InputKind } from '../store/replay-inputs.ts';
import type { Queryable } from '../store/store.ts';
import type { ServiceContext } from './context.ts';
import { today } from './decide.ts';
import { measuredFacts } from './forecast-basis.ts';
import type { RuleOrigin } from './own-rules.ts';
import { readPacks } from './packs.ts';
import type { LoadedPack } from './packs.ts';
import { loadPriceLists } from './prices.ts';
import { rulesInForce } from './rules-in-force.ts';
import { waiverPack, waiversInForce, waiversUsed } from './waivers-in-force.ts';

interface Settings {
  readonly prices?: readonly { readonly id: string; readonly digest: string }[];
  readonly measuredMoves?: string;
}

const RULES = 'readiness-rules';
const WAIVERS = 'waivers';

/** In the transaction that keeps the decision. What has changed since it was made is not kept: a replay says so. */
export async function keepInputs(context: ServiceContext, db: Queryable, why: WhyRecord): Promise<void> {
  const { prices = [], measuredMoves } = (why.settings ?? {}) as Settings;
  const byPacks = Object.keys(why.packs).some((id) => id !== RULES && id !== WAIVERS);
  // All of them: what a check says of a pack that is not in force is part of its result.
  const packs = byPacks ? await readPacks(context.home) : [];
  const missing = await missingInputs(db, [
    ...packs.map(({ digest }) => digest),
    ...prices.map(({ digest }) => digest),
    ...[why.packs[RULES]?.digest, why.packs[WAIVERS]?.digest, measuredMoves].filter((each) => each !== undefined),
  ]);
  if (missing.size === 0) return;
  const keep = async (kind: InputKind, digest: string | undefined, content: () => unknown): Promise<void> => {
    if (digest === undefined || !missing.has(digest)) return;
    await keepInput(db, { digest, kind, content: JSON.stringify(await content()), createdAt: context.clock() });
  };
  for (const { digest, file, id, origin } of packs)
    await keep('pack', digest, async (): Promise<KeptPack> => ({ id, origin, text: await readFile(file, 'utf8') }));
  if (prices.some(({ digest }) => missing.has(digest)))
    for (const list of await loadPriceLists(context.home)) await keep('price-list', list.digest, () => list);
  if (missing.has(why.packs[RULES]?.digest ?? '')) {
    const { own, version } = await rulesInForce(context);
    await keep('rules', version, (): KeptRules => own.map(({ text, origin }) => ({ text, name: nameOf(origin) })));
  }
  if (missing.has(why.packs[WAIVERS]?.digest ?? '')) {
    const inForce = await waiversInForce(context);
    const digest = waiverPack(inForce, today(context))[WAIVERS]?.digest;
    await keep('waivers', digest, () => waiversUsed(inForce));
  }
  if (measuredMoves !== undefined && missing.has(measuredMoves)) {
    const moves = await readMeasuredMoves(db);
    await keep('measured-moves', digestOf(measuredFacts(moves)), () => moves);
  }
}

export interface KeptPack {
  readonly id: string;
  readonly origin: LoadedPack['origin'];
  readonly text: string;
}

/** The user's own rules, each alone; shipped ones are the product's. */
export type KeptRules = readonly { readonly text: string; readonly name: string }[];

const nameOf = (origin: RuleOrigin): string => (origin.kind === 'folder' ? origin.file : 'applied rule');
