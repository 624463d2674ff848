/** Approves waves of a plan whose paths keep the rules, and voids approvals when what they rest on changes (S4). */

import { failure } from '../core/errors/registry.ts';
import type { ErrorCause } from '../core/errors/errors.ts';
import { findingLines } from '../core/plan/approval.ts';
import type { ApprovalKnown, WaveFinding } from '../core/plan/approval.ts';
import { listNames } from '../core/plan/checks.ts';
import type { Plan } from '../core/plan/plan.ts';
import type { PlanApprovalsDocument } from '../api/paths.ts';
import { insertApproval, readApprovals, voidApproval } from '../store/approvals.ts';
import type { StoredApproval } from '../store/approvals.ts';
import type { Queryable } from '../store/store.ts';
import { recordAudit } from './audit.ts';
import { newId } from './context.ts';
import type { ServiceContext } from './context.ts';
import { today } from './decide.ts';
import { judgeWaves, pathGround, planDrift } from './path-ground.ts';
import type { JudgedWave, PathGround } from './path-ground.ts';
import { findResult, listResults, resultDoc } from './results.ts';

export interface ApproveOptions {
  /** Absent: every wave. */
  readonly wave?: number | undefined;
  /** Why what is not known is accepted. */
  readonly acceptUnknown?: string | undefined;
}

const CAUSES_SHOWN = 25;
const PLANS_SEARCHED = 1000;

interface StoredPlan {
  readonly id: string;
  readonly plan: Plan;
}

/** By id, by digest, or the newest by "latest". Throws IST-4042. */
async function storedPlan(context: ServiceContext, name: string): Promise<StoredPlan> {
  const plans = await listResults(context, 'plan', PLANS_SEARCHED);
  const digestOf = ({ summary }: (typeof plans)[number]): unknown => (summary as { digest?: string }).digest;
  const found =
    name === 'latest' ? plans[0] : (plans.find((each) => digestOf(each) === name) ?? (await findResult(context, name)));
  const plan = found?.kind === 'plan' ? await resultDoc<Plan>(context, found.id) : null;
  if (found === undefined || plan === null) throw failure('IST-4042', `there is no plan ${name} on this installation`);
  return { id: found.id, plan };
}

/**
 * Throws IST-4042 for an unknown plan or wave, IST-4043 when the plan no longer fits, IST-4040 when a path breaks a
 * rule that nobody waived, IST-4041 when something is unknown and that is not accepted.
 */
export async function approvePlan(
  context: ServiceContext,
  name: string,
  { wave, acceptUnknown }: ApproveOptions,
): Promise<PlanApprovalsDocument> {
  const { id, plan } = await storedPlan(context, name);
  const ground = await pathGround(context);
  const waves = judgeWaves(plan, ground, wave);
  const stale = await driftOf(context, plan, ground);
  // An approval that no longer stands must not stand in the way of one that would.
  const all = wave === undefined ? waves : judgeWaves(plan, ground);
  await voidLapsed(context, plan, { drift: stale, ground, waves: all });
  const rerouted = waves.reduce((sum, each) => sum + each.rerouted, 0);
  const drift = [
    ...stale,
    ...(rerouted === 0 ? [] : [`${rerouted} of its moves would take another way now than the plan says`]),
  ];
  if (drift.length > 0)
    throw failure('IST-4043', `${plan.name} cannot be approved as it is`, {
      causes: drift.map((message) => ({ message })),
    });
  refuseBroken(waves);
  const reason = acceptUnknown?.trim() ?? '';
  refuseUnknown(waves, reason);
  await context.store.transaction(async (connection) => {
    for (const judged of waves) await approve(context, connection, { id, plan }, judged, reason);
  });
  return described(context, { id, plan }, ground);
}

function refuseBroken(waves: readonly JudgedWave[]): void {
  const broken = waves.flatMap(({ findings }) => findings.filter(isOpen('violated')));
  if (broken.length === 0) return;
  const names = waves.filter(({ violated }) => violated > 0).map((each) => each.name);
  throw failure('IST-4040', `${names.join(', ')} cannot be approved: ${count(broken)}`, { causes: causesOf(broken) });
}

function refuseUnknown(waves: readonly JudgedWave[], reason: string): void {
  const unknown = waves.flatMap(({ findings }) => findings.filter(isOpen('unknown')));
  if (unknown.length === 0 || reason !== '') return;
  const total = waves.reduce((sum, each) => sum + each.unknown, 0);
  throw failure('IST-4041', `${total} ${total === 1 ? 'answer is' : 'answers are'} unknown on the way`, {
    causes: causesOf(unknown),
  });
}

const isOpen =
  (state: WaveFinding['state']) =>
  (finding: WaveFinding): boolean =>
    finding.state === state && finding.waiver === undefined;

const count = (findings: readonly WaveFinding[]): string =>
  findings.length === 1 ? 'one rule is broken on the way' : `${findings.length} rules are broken on the way`;

/** Workloads, hop, rules and fix, one line for what one thing settles. */
function causesOf(findings: readonly WaveFinding[]): ErrorCause[] {
  const lines = findingLines(findings);
  const shown: ErrorCause[] = lines.slice(0, CAUSES_SHOWN).map((line) => {
    const { wave, workloads, hop, where, rules, title, missing, remedy, siteId } = line;
    const what = rules.length === 1 ? `${rules[0] ?? ''}: ${title}.` : `${rules.join(', ')}.`;
    const open = missing.length === 0 ? '' : ` Unknown: ${missing.join(', ')}.`;
    return {
      where: `wave ${wave}: ${listNames(workloads)}, at ${hop} (${where})`,
      message: `${what}${open} Fix: ${remedy} [site ${siteId}]`,
    };
  });
  const rest = lines.length - shown.length;
  return rest > 0 ? [...shown, { message: `and ${rest} more: isthmus check plan FILE` }] : shown;
}

async function approve(
  context: ServiceContext,
  connection: Queryable,
  { id, plan }: StoredPlan,
  judged: JudgedWave,
  reason: string,
): Promise<void> {
  const known: ApprovalKnown = {
    asOf: today(context),
    moves: judged.moves,
    paths: judged.paths.map((path) => path.id),
    waived: judged.findings
      .filter(({ waiver }) => waiver !== undefined)
      .map(({ ruleId, siteId, state, moves, workloads, waiver }) => ({
        ruleId,
        siteId,
        state,
        moves,
        workloads,
        ...(waiver !== undefined && { waiver }),
      })),
    unknown: judged.unknown,
    unknownAccepted: judged.unknown === 0 ? null : reason,
  };
  const approval: StoredApproval = {
    id: newId('apr'),
    planId: id,
    planName: plan.name,
    planDigest: plan.digest,
    wave: judged.number,
    waveName: judged.name,
    actor: context.actor,
    at: context.clock(),
    known,
    voidedAt: null,
    voidBecause: null,
  };
  // Approved already, and still so: the first approval stands.
  if (!(await insertApproval(connection, approval))) return;
  await recordAudit(context, connection, {
    action: 'plan.approve',
    object: { kind: 'approval', id: approval.id },
    detail: { plan: plan.digest, wave: judged.number, ...known },
  });
}

/** What of a plan's pins is another now, and a newer plan of the same name. */
async function driftOf(context: ServiceContext, plan: Plan, ground: PathGround): Promise<string[]> {
  const newest = (await listResults(context, 'plan', PLANS_SEARCHED)).find(
    ({ summary }) => (summary as { name?: string }).name === plan.name,
  );
  const digest = (newest?.summary as { digest?: string } | undefined)?.digest;
  const replaced = digest === undefined || digest === plan.digest ? [] : [`a newer plan ${plan.name} was made`];
  return [...planDrift(plan, ground), ...replaced];
}

/** Approvals of a plan; those that no longer stand are voided first. Throws IST-4042. */
export async function listApprovals(context: ServiceContext, name: string): Promise<PlanApprovalsDocument> {
  return described(context, await storedPlan(context, name), await pathGround(context));
}

async function described(
  context: ServiceContext,
  { id, plan }: StoredPlan,
  ground: PathGround,
): Promise<PlanApprovalsDocument> {
  const drift = await driftOf(context, plan, ground);
  const waves = judgeWaves(plan, ground);
  await voidLapsed(context, plan, { drift, ground, waves });
  const approvals = await readApprovals(context.store, plan.digest);
  const judged = new Map(waves.map((each) => [each.number, each]));
  return {
    planId: id,
    name: plan.name,
    digest: plan.digest,
    stale: drift,
    waves: plan.waves.map(({ number, name: waveName, moves }) => {
      const { violated = 0, unknown = 0, waived = 0 } = judged.get(number) ?? {};
      const ofWave = approvals.filter((each) => each.wave === number);
      const shown = ofWave.find(({ voidedAt }) => voidedAt === null) ?? ofWave[0] ?? null;
      return {
        number,
        name: waveName,
        moves: moves.length,
        violated,
        unknown,
        waived,
        approval: shown === null ? null : documentOf(shown),
      };
    }),
  };
}

function documentOf(approval: StoredApproval): NonNullable<PlanApprovalsDocument['waves'][number]['approval']> {
  const { id, actor, at, known, voidedAt, voidBecause } = approval;
  return {
    id,
    state: voidedAt === null ? 'approved' : 'void',
    actor,
    at: at.toISOString(),
    asOf: known.asOf,
    unknown: known.unknown,
    unknownAccepted: known.unknownAccepted,
    waived: known.waived.map((each) => ({ ...each })),
    voidedAt: voidedAt?.toISOString() ?? null,
    voidBecause: voidBecause === null ? [] : [...voidBecause],
  };
}

interface Judged {
  readonly drift: readonly string[];
  readonly ground: PathGround;
  /** Every wave of the plan. */
  readonly waves: readonly JudgedWave[];
}

/** What time alone changes: certificates end, tests grow old, waivers run out. */
function worsened(known: ApprovalKnown, now: JudgedWave | undefined): string[] {
  if (now === undefined) return [];
  const { violated, unknown, rerouted } = now;
  return [
    ...(violated === 0 ? [] : [`a path of the wave breaks a rule now (${violated} of its answers)`]),
    ...(unknown <= known.unknown ? [] : [`${unknown} answers are unknown now, ${known.unknown} when it was approved`]),
    ...(rerouted === 0 ? [] : [`${rerouted} of its moves would take another way now`]),
  ];
}

async function voidLapsed(context: ServiceContext, plan: Plan, { drift, ground, waves }: Judged): Promise<void> {
  const standing = (await readApprovals(context.store, plan.digest)).filter(({ voidedAt }) => voidedAt === null);
  if (standing.length === 0) return;
  const day = today(context);
  const inForce = new Set(
    ground.policy.waivers
      .filter(({ state, expiresOn }) => state === 'approved' && day <= expiresOn)
      .map((waiver) => waiver.id),
  );
  for (const { id, known, wave } of standing) {
    const ended = known.waived.flatMap(({ waiver }) =>
      waiver === undefined || inForce.has(waiver.id) ? [] : waiver.id,
    );
    const because = [
      ...drift,
      ...[...new Set(ended)].map((waiver) => `the waiver ${waiver} is no longer in force`),
      ...(drift.length > 0
        ? []
        : worsened(
            known,
            waves.find(({ number }) => number === wave),
          )),
    ];
    if (because.length === 0) continue;
    await context.store.transaction(async (connection) => {
      if (!(await voidApproval(connection, id, context.clock(), because))) return;
      const detail = { plan: plan.digest, because };
      await recordAudit(context, connection, {
        action: 'plan.approval-void',
        object: { kind: 'approval', id },
        detail,
      });
    });
  }
}
