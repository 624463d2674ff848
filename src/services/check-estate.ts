/** Checks every workload where it runs now against the packs that apply, and keeps summary and findings (S1–S3). */

import type { CheckSummaryDocument } from '../api/checks.ts';
import type { CheckSummary } from '../core/policy/engine/check-summary.ts';
import type { Finding } from '../core/policy/finding.ts';
import { throwIfCancelled } from './context.ts';
import type { ServiceContext } from './context.ts';
import { policyFor, rowsDigest, today, whyRecord } from './decide.ts';
import { classifiedEstate } from './classified-estate.ts';
import { requireGeneration } from './generations.ts';
import { saveResult } from './results.ts';
import type { ResultRow } from './results.ts';
import { requireSites } from './sites-document.ts';

export interface CheckOptions {
  /** Ids of packs to check; default those the sites file names, or all that apply. */
  readonly packs?: readonly string[];
}

/** Throws IST-2101 without an estate, IST-4004 without sites, IST-4012 for an unknown pack. */
export async function checkEstate(context: ServiceContext, options: CheckOptions): Promise<CheckSummaryDocument> {
  const generation = await requireGeneration(context);
  const sites = await requireSites(context);
  context.progress(0.05, 'loading the estate');
  const estate = await classifiedEstate(context, generation.number, sites.file);
  const { engine, packs } = await policyFor(context, sites.file, options.packs);
  context.progress(0.4, 'checking');
  const check = engine.checkEstate(estate.workloads);
  const findings = [...check.findings()];
  throwIfCancelled(context);
  const names = new Map(estate.workloads.map((workload) => [workload.id, workload.facts.name ?? workload.id]));
  const document = describe(check.summary, generation.number, findings);
  const settings = { asOf: today(context), sites: sites.digest, packs: options.packs ?? null };
  context.progress(0.7, 'storing findings');
  const record = await saveResult(context, 'check', {
    generation: generation.number,
    summary: document,
    settings,
    rows: resultRows(findings, names, context),
    why: whyRecord(context, {
      decision: 'check',
      generation,
      catalog: await context.catalog(),
      packs,
      settings,
      result: { summary: check.summary, rows: rowsDigest(findings) },
    }),
  });
  return { ...document, id: record.id, createdAt: record.createdAt.toISOString() };
}

/** A finding as it is kept, with the name people know the workload by. */
export interface StoredFinding extends Finding {
  readonly workloadName: string | null;
}

function* resultRows(
  findings: readonly Finding[],
  names: ReadonlyMap<string, string>,
  context: ServiceContext,
): Generator<ResultRow> {
  const perWorkload = countByWorkload(findings);
  for (const [index, finding] of findings.entries()) {
    if (index % 5000 === 0) context.progress(0.7 + (0.3 * index) / findings.length, 'storing findings');
    const { workloadId } = finding;
    const counts = workloadId === undefined ? undefined : perWorkload.get(workloadId);
    const workloadName = workloadId === undefined ? null : (names.get(workloadId) ?? null);
    yield {
      ...(workloadId === undefined ? {} : { workloadId }),
      columns: {
        state: finding.state,
        level: finding.level,
        pack: finding.packId,
        rule: finding.ruleId,
        findingSite: finding.siteId,
        ...(counts === undefined
          ? {}
          : {
              'findings.violated': counts.violated,
              'findings.unknown': counts.unknown,
              'findings.rules': [...counts.rules].sort(),
            }),
      },
      doc: { ...finding, workloadName } satisfies StoredFinding,
    };
  }
}

interface WorkloadFindings {
  violated: number;
  unknown: number;
  readonly rules: Set<string>;
}

function countByWorkload(findings: readonly Finding[]): Map<string, WorkloadFindings> {
  const counts = new Map<string, WorkloadFindings>();
  for (const { workloadId, state, ruleId } of findings) {
    if (workloadId === undefined) continue;
    const counted = counts.get(workloadId) ?? { violated: 0, unknown: 0, rules: new Set<string>() };
    counts.set(workloadId, counted);
    if (state === 'violated') {
      counted.violated += 1;
      counted.rules.add(ruleId);
    } else if (state === 'unknown') counted.unknown += 1;
  }
  return counts;
}

type Described = Omit<CheckSummaryDocument, 'id' | 'createdAt'>;

function describe(summary: CheckSummary, generation: number, findings: readonly Finding[]): Described {
  const { asOf, allowed, violated, unknown, withoutSite } = summary;
  const tallies = tallyRules(findings);
  return {
    generation,
    asOf,
    workloads: { allowed, violated, unknown, noSite: withoutSite },
    packs: summary.packs.map((pack) => ({
      id: pack.packId,
      name: pack.name,
      version: pack.version,
      digest: pack.digest,
      confidence: pack.confidence,
      inForce: pack.inForce,
      applies: pack.applies,
      unclear: pack.unclear,
      problems: [...pack.problems],
    })),
    rules: [...tallies.values()].sort(
      (a, b) =>
        levelRank(a.level) - levelRank(b.level) ||
        b.violated - a.violated ||
        b.unknown - a.unknown ||
        (a.ruleId < b.ruleId ? -1 : 1),
    ),
    missing: summary.missing.map((gap) => ({ ...gap })),
    violations: findings.filter((finding) => finding.state === 'violated' && finding.level === 'must').length,
  };
}

type RuleTally = Described['rules'][number];

const levelRank = (level: string): number => ['must', 'should', 'warn'].indexOf(level);

/** Findings per rule: a site-wide finding counts once, however many workloads are at the site. */
function tallyRules(findings: readonly Finding[]): Map<string, RuleTally> {
  const tallies = new Map<string, RuleTally>();
  for (const finding of findings) {
    const known = tallies.get(finding.ruleId);
    const tally = known ?? {
      ruleId: finding.ruleId,
      packId: finding.packId,
      reference: finding.reference,
      title: finding.title,
      level: finding.level,
      siteIds: [],
      violated: 0,
      unknown: 0,
      remedy: finding.remedy,
      confidence: finding.confidence,
      missing: [],
      errors: [],
    };
    if (known === undefined) tallies.set(finding.ruleId, tally);
    if (!tally.siteIds.includes(finding.siteId)) tally.siteIds.push(finding.siteId);
    if (finding.state === 'violated') {
      tally.violated += 1;
      tally.remedy = finding.remedy;
    } else if (finding.state === 'unknown') tally.unknown += 1;
    for (const path of finding.missing) if (!tally.missing.includes(path)) tally.missing.push(path);
    if (finding.error !== undefined && !tally.errors.includes(finding.error)) tally.errors.push(finding.error);
  }
  return tallies;
}
