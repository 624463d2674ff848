/** One HTML file for an auditor of one regime, made from the newest check (S8). */

import type { Catalog } from '../core/catalog/catalog.ts';
import { failure } from '../core/errors/registry.ts';
import { compareText } from '../core/plan/order.ts';
import { choosePacks } from '../core/policy/declared/choose-packs.ts';
import type { Pack } from '../core/policy/packs/pack.ts';
import { buildEvidencePack } from '../core/report/evidence-pack/build-pack.ts';
import { judgePack } from '../core/report/evidence-pack/judge-pack.ts';
import type { JudgedRequirement } from '../core/report/evidence-pack/judge-pack.ts';
import type { EvidencePackData, PackSite, PackWaiver } from '../core/report/evidence-pack/pack-data.ts';
import { auditState } from './audit-log.ts';
import { groundOf, newestCheck } from './checked-estate.ts';
import type { Checked, CheckedGround } from './checked-estate.ts';
import type { ServiceContext } from './context.ts';
import { requireGeneration } from './generations.ts';
import { listSources } from './sources.ts';
import { listWaivers } from './waivers.ts';

/**
 * `name` is the id of a pack or its begin: "gdpr". Throws IST-2108 without a check, IST-4033 for an unknown pack,
 * IST-4080 when the check cannot be brought back, IST-4081 when it did not ask the pack.
 */
export async function evidencePack(context: ServiceContext, name: string): Promise<string> {
  const checked = await newestCheck(context);
  const ground = await groundOf(checked);
  const pack = packOf(checked, ground, name);
  const { engine, estate } = ground;
  const requirements = judgePack(engine, estate.workloads, pack.id);
  const { checkpoint, keyFingerprint } = await auditState(context);
  const catalog = await context.catalog();
  return buildEvidencePack({
    pack,
    selected: engine.rules.some((rule) => rule.pack === pack && rule.selected),
    sources: sourcesOf(pack, catalog),
    requirements,
    sites: sitesOf(ground),
    workloads: estate.workloads.length,
    withoutSite: estate.workloads.filter((workload) => engine.siteOf(workload) === null).length,
    waivers: await waiversOf(checked, requirements),
    why: checked.why,
    generationCreatedAt: (await requireGeneration(checked.context)).createdAt,
    inputs: (await listSources(context)).map(({ name: source, providerKind, observedAt, receipt }) => ({
      name: source,
      kind: providerKind,
      observedAt,
      sha256: receipt?.sha256 ?? null,
    })),
    catalogue: [
      { file: 'catalog/sovereignty.yaml', asOf: catalog.sovereignty.asOf },
      { file: 'catalog/azure-regions.yaml', asOf: catalog['azure-regions'].asOf },
      { file: `packs/${pack.id}.yaml`, asOf: pack.definition.asOf },
    ],
    auditSeq: checked.auditSeq,
    checkpoint: checkpoint === null ? null : { seq: checkpoint.seq, at: checkpoint.at },
    keyFingerprint,
  });
}

function packOf({ context }: Checked, { engine }: CheckedGround, name: string): Pack {
  const known = context.replay?.packs ?? [];
  const [id] = choosePacks(
    [name],
    known.map((pack) => pack.id),
  );
  const found = engine.packs.find((pack) => pack.id === id);
  if (found !== undefined) return found;
  throw failure('IST-4081', `the newest check did not ask the pack ${id ?? name}`, {
    causes: [{ message: `it asked ${engine.packs.map((pack) => pack.id).join(', ')}` }],
  });
}

function sourcesOf({ definition }: Pack, { sovereignty }: Catalog): EvidencePackData['sources'] {
  return [definition.source].flat().map((id) => {
    const source = sovereignty.sources[id];
    return source === undefined ? id : `${source.ref}, ${source.date}`;
  });
}

function sitesOf({ engine, estate, sites }: CheckedGround): PackSite[] {
  const counts = new Map<string | null, number>();
  for (const workload of estate.workloads) {
    const id = engine.siteOf(workload);
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return sites.file.sites.map(({ id, name, platform }) => {
    const country = engine.sites.find(({ site }) => site.id === id)?.attributes['country'];
    return {
      id,
      name: name ?? null,
      platform,
      country: typeof country === 'string' ? country : null,
      workloads: counts.get(id) ?? 0,
      report: engine.describeSite(id),
    };
  });
}

/** Those that cover something of the regime, or were given for it and do not cover it any more. */
async function waiversOf({ context }: Checked, requirements: readonly JudgedRequirement[]): Promise<PackWaiver[]> {
  const ids = new Set(
    requirements.flatMap(({ groups }) => groups.flatMap(({ waiver, lapsed }) => [waiver?.id, lapsed?.id])),
  );
  const all = await listWaivers(context, {});
  return all.filter(({ id }) => ids.has(id)).sort((a, b) => compareText(a.id, b.id));
}
