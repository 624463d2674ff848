/** The report: what is known and concluded so far, in one file. Parts that were not run yet say how to get them. */

import type { AssessmentSummary } from '../core/assess/summary.ts';
import { topFixes } from '../core/assess/fixes.ts';
import type { Rule } from '../core/assess/rule.ts';
import type { WhyRecord } from '../core/evidence/why-record.ts';
import type { Plan } from '../core/plan/plan.ts';
import { buildReport } from '../core/report/build-report.ts';
import { summarizeEstate } from '../core/report/estate-overview.ts';
import type { ReportData, ReportSource } from '../core/report/report-data.ts';
import { PRODUCT_VERSION } from '../version.ts';
import type { StoredFinding } from './check-rows.ts';
import type { ServiceContext } from './context.ts';
import { loadEstate, requireGeneration } from './generations.ts';
import { readPlacement } from './plan-moves.ts';
import { loadPriceLists } from './prices.ts';
import { eachResultRow, latestResult, listWhyRecords, resultDoc } from './results.ts';
import { rulesInForce } from './rules-in-force.ts';
import { findSites } from './sites-document.ts';
import { listSources } from './sources.ts';

const FIXES_SHOWN = 10;

/** Throws IST-2101 when nothing was imported. Results of older generations are left out: they speak of another estate. */
export async function makeReport(context: ServiceContext): Promise<string> {
  const generation = await requireGeneration(context);
  const estate = await loadEstate(context, generation.number);
  const names = new Map(estate.workloads.map((workload) => [workload.id, workload.facts.name]));
  const { rules } = await rulesInForce(context);
  const labels = new Map(rules.map((rule) => [rule.id, rule.label]));
  const sites = await findSites(context);
  const whyRecords = await currentWhyRecords(context, generation.number);
  return buildReport({
    title: 'Estate report',
    generatedAt: context.clock().toISOString(),
    productVersion: PRODUCT_VERSION,
    generation,
    sources: (await listSources(context)).map(reportSource),
    estate: summarizeEstate(estate),
    ...(await assessmentPart(context, generation.number, rules)),
    ...(await findingsPart(context, generation.number)),
    ...(sites === undefined ? {} : { sites: sites.file.sites }),
    ...(await placementPart(context, generation.number)),
    catalogVersion: (await context.catalog()).version,
    packs: packsOf(whyRecords),
    whyRecords,
    workloadName: (id) => names.get(id),
    ruleLabel: (id) => labels.get(id),
  });
}

function reportSource({
  name,
  providerKind,
  observedAt,
  receipt,
}: Awaited<ReturnType<typeof listSources>>[number]): ReportSource {
  if (receipt === null) return { name, providerKind, observedAt };
  const { fileName, sha256, producer, parts, missing, issueCounts, skippedRows } = receipt;
  return {
    name,
    providerKind,
    observedAt,
    fileName,
    sha256,
    parts,
    missing,
    issueCounts,
    skippedRows,
    ...(producer === undefined ? {} : { producer }),
  };
}

async function assessmentPart(
  context: ServiceContext,
  generation: number,
  rules: readonly Rule[],
): Promise<Pick<ReportData, 'assessment' | 'fixes'>> {
  const record = await latestResult(context, 'assess', generation);
  if (record === undefined) return {};
  const { core } = record.summary as { readonly core: AssessmentSummary };
  return { assessment: core, fixes: topFixes(core, { limit: FIXES_SHOWN, rules }) };
}

async function findingsPart(context: ServiceContext, generation: number): Promise<Pick<ReportData, 'findings'>> {
  const record = await latestResult(context, 'check', generation);
  if (record === undefined) return {};
  const findings: StoredFinding[] = [];
  for await (const { doc } of eachResultRow<StoredFinding>(context, record.id)) findings.push(doc);
  return { findings };
}

async function placementPart(
  context: ServiceContext,
  generation: number,
): Promise<Pick<ReportData, 'placement' | 'plan' | 'priceLists'>> {
  const placed = await latestResult(context, 'place', generation);
  if (placed === undefined) return {};
  const planned = await latestResult(context, 'plan', generation);
  const plan = planned === undefined ? null : await resultDoc<Plan>(context, planned.id);
  const lists = await loadPriceLists(context.home);
  return {
    placement: await readPlacement(context, placed.id),
    priceLists: lists.map(({ name, asOf, source }) => ({ name, asOf, source })),
    ...(plan === null ? {} : { plan }),
  };
}

/** The newest record of each kind of decision on this generation. */
async function currentWhyRecords(context: ServiceContext, generation: number): Promise<WhyRecord[]> {
  const { items } = await listWhyRecords(context, { limit: 200, offset: 0 });
  const newest = new Map<string, WhyRecord>();
  for (const record of items)
    if (record.generation === generation && !newest.has(record.decision)) newest.set(record.decision, record);
  return [...newest.values()];
}

function packsOf(records: readonly WhyRecord[]): NonNullable<ReportData['packs']> {
  const packs = new Map<string, { id: string; version: string; digest: string }>();
  for (const record of records) for (const [id, pack] of Object.entries(record.packs)) packs.set(id, { id, ...pack });
  return [...packs.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}
