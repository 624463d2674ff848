/** Checks every workload where it runs now against the packs that apply, and keeps summary and findings (S1–S3). */

import type { CheckSummaryDocument } from '../api/checks.ts';
import { openLimits } from '../core/policy/concentration/judge-estate.ts';
import type { CheckSummary } from '../core/policy/engine/check-summary.ts';
import type { Finding } from '../core/policy/finding.ts';
import { waiverSettings } from '../core/policy/waivers/settings.ts';
import { dropOldChecks, openFindings, recordCheck } from '../store/finding-spans.ts';
import { checkRows, stateNow } from './check-rows.ts';
import { throwIfCancelled } from './context.ts';
import type { ServiceContext } from './context.ts';
import { choosePacks } from '../core/policy/declared/choose-packs.ts';
import { policyFor, rowsDigest, today, whyRecord } from './decide.ts';
import { classifiedEstate } from './classified-estate.ts';
import { doubtfulClasses } from './doubtful-classes.ts';
import { requireGeneration } from './generations.ts';
import { loadPacks } from './packs.ts';
import { saveResult } from './results.ts';
import { settleWaivers, waiverUses } from './settle-waivers.ts';
import { requireSites } from './sites-document.ts';
import { waiversUsed } from './waivers-in-force.ts';
import { describeUses } from './waivers.ts';

/** Of older checks counts, why-records and how findings came and went are kept. */
const CHECKS_WITH_ROWS = 3;
const ENDED_KEPT_DAYS = 400;
const DAY_MS = 86_400_000;

export interface CheckOptions {
  /** Ids of packs to check; default those the sites file names, or all that apply. */
  readonly packs?: readonly string[];
}

/** Throws IST-2101 without an estate, IST-4004 without sites, IST-4012 for an unknown pack. */
export async function checkEstate(asked: ServiceContext, options: CheckOptions): Promise<CheckSummaryDocument> {
  // One moment for what is judged, the rows and the record: over midnight a replay would count days from another one.
  const at = asked.clock();
  const context: ServiceContext = { ...asked, clock: () => at };
  const generation = await requireGeneration(context);
  const sites = await requireSites(context);
  context.progress(0.05, 'loading the estate');
  const estate = await classifiedEstate(context, generation.number, sites.file);
  const known = context.replay?.packs ?? (await loadPacks(context.home));
  const only =
    options.packs === undefined
      ? undefined
      : choosePacks(
          options.packs,
          known.map(({ id }) => id),
        );
  const { engine, packs, waivers } = await policyFor(context, sites.file, only);
  context.progress(0.4, 'checking');
  const check = engine.checkEstate(estate.workloads);
  // Of the organisation's own limits, unless packs were chosen that these are not among.
  const limits = only === undefined ? openLimits(engine, sites.file, estate.workloads) : [];
  const findings = [...limits, ...check.findings()];
  throwIfCancelled(context);
  const names = new Map(estate.workloads.map((workload) => [workload.id, workload.facts.name ?? workload.id]));
  const uses = waiverUses(waivers, findings);
  const warnDays = waiverSettings(sites.file.waivers).warnDays;
  const document = describe(check.summary, generation.number, findings, {
    waivers: await describeUses(context, uses, warnDays),
    warnings: doubtfulClasses(estate.workloads, sites.file.declarations, known),
  });
  const settings = {
    asOf: today(context),
    sites: sites.digest,
    packs: options.packs ?? null,
    waivers: waiversUsed(waivers),
  };
  context.progress(0.7, 'storing findings');
  const record = await saveResult(context, 'check', {
    generation: generation.number,
    summary: document,
    settings,
    rows: checkRows(
      {
        findings,
        names,
        before: await openFindings(context.store),
        now: { generation: generation.number, at: at.toISOString() },
      },
      (fraction, phase) => context.progress(fraction, phase),
    ),
    why: whyRecord(context, {
      decision: 'check',
      generation,
      catalog: await context.catalog(),
      packs,
      settings,
      result: { summary: check.summary, rows: rowsDigest(findings) },
    }),
    also: async (connection, { id }) => {
      await recordCheck(connection, { resultId: id, packs: only ?? null });
      await settleWaivers(context, connection, uses, generation.number);
      await dropOldChecks(connection, {
        rowsOfNewest: CHECKS_WITH_ROWS,
        endedAfter: new Date(at.getTime() - ENDED_KEPT_DAYS * DAY_MS),
      });
    },
  });
  return { ...document, id: record.id, createdAt: record.createdAt.toISOString() };
}

type Described = Omit<CheckSummaryDocument, 'id' | 'createdAt'>;

function describe(
  summary: CheckSummary,
  generation: number,
  findings: readonly Finding[],
  more: Pick<Described, 'waivers' | 'warnings'>,
): Described {
  const { asOf, allowed, violated, unknown, waived, withoutSite } = summary;
  const tallies = tallyRules(findings);
  return {
    generation,
    asOf,
    workloads: { allowed, violated, unknown, waived, noSite: withoutSite },
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
    violations: findings.filter((finding) => stateNow(finding) === 'violated' && finding.level === 'must').length,
    waived: {
      violated: findings.filter(({ state, waiver }) => waiver !== undefined && state === 'violated').length,
      unknown: findings.filter(({ state, waiver }) => waiver !== undefined && state === 'unknown').length,
    },
    ...more,
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
      waived: 0,
      remedy: finding.remedy,
      confidence: finding.confidence,
      missing: [],
      errors: [],
    };
    if (known === undefined) tallies.set(finding.ruleId, tally);
    if (!tally.siteIds.includes(finding.siteId)) tally.siteIds.push(finding.siteId);
    tally[stateNow(finding)] += 1;
    if (finding.state === 'violated') tally.remedy = finding.remedy;
    for (const path of finding.missing) if (!tally.missing.includes(path)) tally.missing.push(path);
    if (finding.error !== undefined && !tally.errors.includes(finding.error)) tally.errors.push(finding.error);
  }
  return tallies;
}
