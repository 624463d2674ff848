/** What every decision starts from, and the why-record it ends with (E1). */

import type { Catalog } from '../core/catalog/catalog.ts';
import { digestOf } from '../core/evidence/digest.ts';
import { buildWhyRecord } from '../core/evidence/make-why-record.ts';
import type { WhyRecord } from '../core/evidence/why-record.ts';
import type { GenerationInfo } from '../core/model/estate.ts';
import { createPolicyEngine } from '../core/policy/engine/engine.ts';
import type { PolicyEngine } from '../core/policy/engine/engine.ts';
import type { SitesFile } from '../core/policy/site.ts';
import type { WaiverInForce } from '../core/policy/waivers/waiver.ts';
import { PRODUCT_VERSION } from '../version.ts';
import type { ServiceContext } from './context.ts';
import { loadPacks } from './packs.ts';
import type { RulesInForce } from './rules-in-force.ts';
import { waiverPack, waiversInForce } from './waivers-in-force.ts';

export type PackVersions = WhyRecord['packs'];

export const today = (context: ServiceContext): string => context.clock().toISOString().slice(0, 10);

/** The readiness rules in force, shipped and own together, count as one pack. */
export function rulePacks({ version, own }: Pick<RulesInForce, 'version' | 'own'>): PackVersions {
  const more = own.length === 0 ? '' : `+${own.length}`;
  return { 'readiness-rules': { version: `${version.slice(0, 19)}${more}`, digest: version } };
}

export interface Policy {
  readonly engine: PolicyEngine;
  readonly packs: PackVersions;
  /** What the engine was given, those that ended or were re-opened among them. */
  readonly waivers: readonly WaiverInForce[];
}

/**
 * The policy engine for a sites file, with the waivers in force unless others are given. `only` narrows the packs.
 * Throws IST-4012 for a pack that does not exist.
 */
export async function policyFor(
  context: ServiceContext,
  file: SitesFile,
  only?: readonly string[],
  given?: readonly WaiverInForce[],
): Promise<Policy> {
  const [packs, waivers] = await Promise.all([
    context.replay?.packs ?? loadPacks(context.home),
    given ?? context.replay?.waivers ?? waiversInForce(context),
  ]);
  const engine = createPolicyEngine({
    packs,
    sites: file.sites,
    catalog: await context.catalog(),
    organisation: file.organisation,
    declarations: file.declarations,
    regimes: only ?? file.regimes,
    asOf: today(context),
    waivers,
    limits: file.concentration?.limits ?? [],
  });
  const used = new Set(engine.rules.map((rule) => rule.pack.id));
  return {
    engine,
    packs: {
      ...Object.fromEntries(
        packs.filter(({ id }) => used.has(id)).map(({ id, version, digest }) => [id, { version, digest }]),
      ),
      ...waiverPack(waivers, today(context)),
    },
    waivers,
  };
}

interface Decision {
  readonly decision: WhyRecord['decision'];
  readonly generation: Pick<GenerationInfo, 'number' | 'digest'>;
  readonly catalog: Catalog;
  readonly packs: PackVersions;
  readonly settings: unknown;
  /** What is digested as the result: large results are digested by their rows first. */
  readonly result: unknown;
}

export function whyRecord(context: ServiceContext, { generation, catalog, ...decision }: Decision): WhyRecord {
  return buildWhyRecord({
    ...decision,
    // Absent options have no JSON form; they are left out the same way they are stored.
    settings: JSON.parse(JSON.stringify(decision.settings)) as unknown,
    result: JSON.parse(JSON.stringify(decision.result)) as unknown,
    createdAt: context.clock().toISOString(),
    actor: context.actor,
    generation: generation.number,
    estateDigest: generation.digest,
    catalogVersion: catalog.version,
    productVersion: PRODUCT_VERSION,
  });
}

/** Digest of many rows without holding their text at once. */
export function rowsDigest(rows: Iterable<unknown>): string {
  const digests: string[] = [];
  for (const row of rows) digests.push(digestOf(JSON.parse(JSON.stringify(row))));
  return digestOf(digests);
}
