/** Checks the paths of a plan, or of one move that nobody planned, without storing anything (S4). */

import { readPlan, writePlan } from '../core/plan/plan-file.ts';
import { waveFindings } from '../core/plan/approval.ts';
import { PlanPaths } from '../core/plan/plan-paths.ts';
import type { Plan } from '../core/plan/plan.ts';
import { failure } from '../core/errors/registry.ts';
import type { MoveCheckDocument, PlanCheckDocument } from '../api/paths.ts';
import type { ServiceContext } from './context.ts';
import { today } from './decide.ts';
import { findWorkload } from './get-workload.ts';
import { findingsOf, judgeWaves, pathGround, planDrift } from './path-ground.ts';
import type { JudgedWave } from './path-ground.ts';

/** Findings shown: the worst first; all are counted. */
const MOST_FINDINGS = 500;

/** Through its text form: shape and digest are checked there, whoever sent it. Throws IST-6001 to IST-6003, IST-4042. */
export async function checkPlanPaths(
  context: ServiceContext,
  given: unknown,
  wave?: number,
): Promise<PlanCheckDocument> {
  const plan = readPlan(writePlan(given as Plan));
  const ground = await pathGround(context);
  const waves = judgeWaves(plan, ground, wave);
  return { name: plan.name, digest: plan.digest, asOf: today(context), stale: planDrift(plan, ground), ...said(waves) };
}

function said(waves: readonly JudgedWave[]): Pick<PlanCheckDocument, 'waves' | 'paths' | 'findings' | 'findingsTotal'> {
  const findings = waves.flatMap((each) => each.findings);
  const rank = ({ state, waiver }: (typeof findings)[number]): number =>
    waiver !== undefined ? 2 : state === 'violated' ? 0 : 1;
  const paths = new Map(waves.flatMap((each) => each.paths.map((path) => [path.id, path])));
  return {
    waves: waves.map(({ number, name, moves, violated, unknown, waived }) => ({
      number,
      name,
      moves,
      violated,
      unknown,
      waived,
    })),
    paths: [...paths.values()],
    findings: [...findings].sort((a, b) => rank(a) - rank(b)).slice(0, MOST_FINDINGS),
    findingsTotal: findings.length,
  };
}

/** Throws IST-2103, IST-2104 for the workload, IST-4005 for the site, IST-4044 when it runs there already. */
export async function checkMovePath(
  context: ServiceContext,
  move: { readonly workload: string; readonly to: string },
): Promise<MoveCheckDocument> {
  const found = await findWorkload(context, move.workload);
  const ground = await pathGround(context);
  // The classified one: what it inherits decides too.
  const workload = ground.estate.workloads.find(({ id }) => id === found.workload.id) ?? found.workload;
  const name = workload.facts.name ?? workload.id;
  const fromSiteId = ground.policy.engine.siteOf(workload);
  const paths = new PlanPaths(ground.judge);
  const path = paths.byId.get(paths.idOf(workload, fromSiteId, move.to) ?? '');
  if (path === undefined || fromSiteId === move.to) throw failure('IST-4044', `${name} runs at ${move.to} already`);
  const findings = waveFindings({ wave: 0, path, names: [name], ...findingsOf(workload, path, ground) });
  return { workloadId: workload.id, workloadName: name, asOf: today(context), path, findings };
}
