/** What paths are judged on: the estate, the sites file, the packs and the waivers in force now. */

import { failure } from '../core/errors/registry.ts';
import type { Estate } from '../core/model/estate.ts';
import type { Workload } from '../core/model/workload.ts';
import { PlanPaths } from '../core/plan/plan-paths.ts';
import { waveFindings } from '../core/plan/approval.ts';
import type { WaveFinding } from '../core/plan/approval.ts';
import type { Plan, PlanPath } from '../core/plan/plan.ts';
import { samePack } from '../core/plan/plan-file.ts';
import type { Finding } from '../core/policy/finding.ts';
import { createPathJudge } from '../core/policy/paths/judge-path.ts';
import type { PathJudge } from '../core/policy/paths/judge-path.ts';
import { classifiedEstate } from './classified-estate.ts';
import type { ServiceContext } from './context.ts';
import { policyFor, rulePacks } from './decide.ts';
import type { Policy } from './decide.ts';
import { requireGeneration } from './generations.ts';
import { rulesInForce } from './rules-in-force.ts';
import { requireSites } from './sites-document.ts';
import type { SitesInForce } from './sites-document.ts';

export interface PathGround {
  readonly generation: Awaited<ReturnType<typeof requireGeneration>>;
  readonly sites: SitesInForce;
  readonly estate: Pick<Estate, 'workloads'>;
  readonly policy: Policy;
  readonly judge: PathJudge;
  readonly catalogVersion: string;
  readonly packVersions: Readonly<Record<string, string>>;
  readonly packDigests: Readonly<Record<string, string>>;
}

/** Throws IST-2101 without an estate, IST-4004 without sites. */
export async function pathGround(context: ServiceContext): Promise<PathGround> {
  const generation = await requireGeneration(context);
  const sites = await requireSites(context);
  const catalog = await context.catalog();
  const [estate, policy, rules] = await Promise.all([
    classifiedEstate(context, generation.number, sites.file),
    policyFor(context, sites.file),
    rulesInForce(context),
  ]);
  const judge = createPathJudge({
    engine: policy.engine,
    catalog,
    sites: sites.file,
    waivers: policy.waivers.length > 0,
  });
  const packs = { ...policy.packs, ...rulePacks(rules) };
  const packVersions = Object.fromEntries(Object.entries(packs).map(([id, { version }]) => [id, version]));
  const packDigests = Object.fromEntries(Object.entries(packs).map(([id, { digest }]) => [id, digest]));
  return { generation, sites, estate, policy, judge, catalogVersion: catalog.version, packVersions, packDigests };
}

interface PinnedGround extends Pick<PathGround, 'catalogVersion' | 'packVersions' | 'packDigests'> {
  readonly generation: Pick<PathGround['generation'], 'number' | 'digest'>;
  readonly sites: Pick<SitesInForce, 'digest'>;
}

/** What of the plan's pins is another now, in words; empty: nothing. */
export function planDrift({ pins }: Pick<Plan, 'pins'>, ground: PinnedGround): string[] {
  const drift: string[] = [];
  if (pins.estateDigest !== ground.generation.digest)
    drift.push(`the plan is of gen/${pins.generation}, the estate is at gen/${ground.generation.number}`);
  if (pins.sitesDigest !== ground.sites.digest) drift.push('the sites file has changed since the plan was made');
  if (pins.catalogVersion !== ground.catalogVersion) drift.push('the catalogue has changed since the plan was made');
  // Waivers are no part of the rules: those an approval rests on are followed one by one.
  const ids = new Set([...Object.keys(pins.packVersions), ...Object.keys(ground.packVersions)]);
  ids.delete('waivers');
  const packs = [...ids]
    .filter(
      (id) => pins.packVersions[id] !== ground.packVersions[id] || !samePack(id, pins.packDigests, ground.packDigests),
    )
    .sort();
  if (packs.length > 0) drift.push(`packs have changed since the plan was made: ${packs.join(', ')}`);
  return drift;
}

export interface JudgedWave {
  readonly number: number;
  readonly name: string;
  readonly moves: number;
  readonly paths: readonly PlanPath[];
  readonly findings: readonly WaveFinding[];
  /** Each move counted. */
  readonly violated: number;
  readonly unknown: number;
  readonly waived: number;
  /** Moves that would take another way now than the plan says. */
  readonly rerouted: number;
}

/** Judges the moves of waves as things are now. Throws IST-4042 for a wave that the plan does not have. */
export function judgeWaves(plan: Plan, ground: PathGround, wave?: number): JudgedWave[] {
  const waves = plan.waves.filter(({ number }) => wave === undefined || number === wave);
  if (waves.length === 0 && wave !== undefined) {
    throw failure('IST-4042', `the plan ${plan.name} has no wave ${wave}`, {
      causes: plan.waves.slice(0, 20).map(({ number, name }) => ({ message: `${number}  ${name}` })),
    });
  }
  const workloads = new Map(ground.estate.workloads.map((workload) => [workload.id, workload]));
  const planned = new Map((plan.paths ?? []).map(({ id, method }) => [id, method]));
  return waves.map(({ number, name, moves }) => {
    const paths = new PlanPaths(ground.judge);
    const members = new Map<string, { readonly first: Workload; readonly names: string[] }>();
    let rerouted = 0;
    for (const { workloadId, workloadName, fromSiteId, toSiteId, path } of moves) {
      const workload = workloads.get(workloadId);
      const id = paths.idOf(workload, fromSiteId, toSiteId);
      if (workload === undefined || id === undefined) continue;
      if (path !== undefined && planned.get(path) !== paths.byId.get(id)?.method) rerouted += 1;
      const known = members.get(id);
      if (known === undefined) members.set(id, { first: workload, names: [workloadName] });
      else known.names.push(workloadName);
    }
    const findings = [...members].flatMap(([id, { first, names }]) => {
      const path = paths.byId.get(id);
      return path === undefined ? [] : waveFindings({ wave: number, path, names, ...findingsOf(first, path, ground) });
    });
    const count = (keep: (finding: WaveFinding) => boolean): number =>
      findings.filter(keep).reduce((sum, each) => sum + each.moves, 0);
    return {
      number,
      name,
      moves: moves.length,
      paths: paths.all(),
      findings,
      violated: count(({ state, waiver }) => state === 'violated' && waiver === undefined),
      unknown: count(({ state, waiver }) => state === 'unknown' && waiver === undefined),
      waived: count(({ waiver }) => waiver !== undefined),
      rerouted,
    };
  });
}

/** At hops, and what the destination breaks as a whole. */
export function findingsOf(
  workload: Workload,
  { fromSiteId, toSiteId }: Pick<PlanPath, 'fromSiteId' | 'toSiteId'>,
  { judge, policy: { engine } }: Pick<PathGround, 'judge' | 'policy'>,
): { readonly atHops: ReturnType<PathJudge['findings']>; readonly atDestination: readonly Finding[] } {
  const result = engine.evaluate(workload, toSiteId);
  const here = [...result.violated, ...result.unknown, ...(result.waived ?? []).map(({ ruleId }) => ruleId)];
  return {
    atHops: judge.findings(workload, fromSiteId, toSiteId),
    atDestination: here.length === 0 ? [] : engine.findingsAt(workload, toSiteId, here),
  };
}
