/** Placement in, plan out: which workloads move together, in which order, when, and how sure that is. */

import { digestOf } from '../evidence/digest.ts';
import { checkHostCertificates } from './check-host-certificates.ts';
import { checkSupportAtWave } from './check-support-at-wave.ts';
import type { SupportDates } from './check-support-at-wave.ts';
import { checkTargetClashes } from './check-target-clashes.ts';
import { checkWave } from './checks.ts';
import type { CheckContext } from './checks.ts';
import { fallbackSteps } from './fallback.ts';
import { applicationsByWorkload, diskPartners, groupMoves } from './grouping.ts';
import { roundTo } from './moves.ts';
import { compareText } from './order.ts';
import { packWaves } from './packing.ts';
import type { PackedWave } from './packing.ts';
import type { Plan, Wave } from './plan.ts';
import { checkWavePaths } from './check-wave-paths.ts';
import { PlanPaths } from './plan-paths.ts';
import { planMoves } from './planned-move.ts';
import type { PlannedMove } from './planned-move.ts';
import type { PlanningInput } from './planning-input.ts';
import { CONFIDENCE_WORDS, confidencePct } from './risk.ts';
import type { ConfidenceFact } from './risk.ts';
import { scheduleWaves } from './schedule.ts';
import { waveTime } from './wave-time.ts';
import type { WaveTime } from './wave-time.ts';
import { buildUnits, callsAmong } from './units.ts';

function waveName(number: number, kind: PackedWave['kind']): string {
  const base = `wave-${String(number).padStart(2, '0')}`;
  return kind === 'regular' ? base : `${base}-${kind}`;
}

/** Half the riskiest move, half the mean, and five points for each condition that does not hold. */
function waveRisk(members: readonly PlannedMove[], brokenChecks: number): number {
  const scores = members.map((m) => m.risk.score);
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  return Math.min(100, Math.round(0.5 * Math.max(...scores) + 0.5 * mean + 5 * brokenChecks));
}

function riskReason(members: readonly PlannedMove[]): string {
  const counts = new Map<string, number>();
  for (const { risk } of members) for (const driver of risk.drivers) counts.set(driver, (counts.get(driver) ?? 0) + 1);
  const top = [...counts].sort(([a, n], [b, m]) => m - n || compareText(a, b)).slice(0, 3);
  return top.length === 0
    ? 'risk: nothing stands out'
    : `risk: ${top.map(([driver, n]) => `${driver} (${n})`).join(', ')}`;
}

function confidenceReason(members: readonly PlannedMove[]): string {
  const counts = new Map<ConfidenceFact, number>();
  for (const { missing } of members) for (const fact of missing) counts.set(fact, (counts.get(fact) ?? 0) + 1);
  const words = [...counts]
    .sort(([a, n], [b, m]) => m - n || compareText(a, b))
    .map(([fact, n]) => `${CONFIDENCE_WORDS[fact]} of ${n} of ${members.length}`);
  return words.length === 0
    ? 'confidence: every fact planning asks for is known'
    : `confidence: unknown are ${words.join(', ')}`;
}

const REASONS_SHOWN = 12;

function groupReasons(packed: PackedWave): string[] {
  const reasons = packed.units.flatMap((unit) => unit.reasons);
  const rest = reasons.length - REASONS_SHOWN;
  const together = reasons.slice(0, REASONS_SHOWN).map((reason) => `together: ${reason}`);
  return rest > 0 ? [...together, `together: ${rest} more groups`] : together;
}

function whyNow(packed: PackedWave, members: readonly PlannedMove[]): string {
  if (packed.kind === 'infrastructure') {
    return 'last: these serve the others, which move while the services they call stay where they are';
  }
  if (packed.kind === 'pilot') return 'first: a small wave that proves the way for each kind of move';
  const most = Math.max(...members.map((m) => m.criticality));
  const words = ['low', 'medium or unknown', 'high', 'mission-critical'][most] ?? 'unknown';
  return `order: after what it calls; ${words} criticality is the highest here`;
}

interface WaveDraft {
  readonly packed: PackedWave;
  readonly members: readonly PlannedMove[];
  readonly diskGiB: number;
  readonly time: WaveTime;
}

function draftWaves(
  packed: readonly PackedWave[],
  moves: ReadonlyMap<string, PlannedMove>,
  forecaster: PlanningInput['forecaster'],
): WaveDraft[] {
  return packed.map((wave) => {
    const ids = wave.units.flatMap((unit) => unit.ids).sort(compareText);
    const members = ids.map((id) => moves.get(id)).filter((move) => move !== undefined);
    const diskGiB = roundTo(
      members.reduce((sum, m) => sum + (m.move.diskGiB ?? 0), 0),
      1,
    );
    return { packed: wave, members, diskGiB, time: waveTime(members, forecaster) };
  });
}

function datedChecks(
  members: readonly PlannedMove[],
  startsOn: string | null,
  support: SupportDates | undefined,
): Wave['checks'] {
  if (support === undefined || startsOn === null) return [];
  const certificates = checkHostCertificates(members, startsOn, support.hosts ?? []);
  return [checkSupportAtWave(members, startsOn, support), ...(certificates === undefined ? [] : [certificates])];
}

function finishWaves(
  drafts: readonly WaveDraft[],
  context: Omit<CheckContext, 'waveOf'>,
  support: SupportDates | undefined,
  paths: PlanPaths['byId'],
): Wave[] {
  const { settings } = context;
  const starts = scheduleWaves(
    drafts.map((draft) => draft.time.hoursHigh),
    settings,
  );
  const waveOf = new Map(drafts.flatMap((draft, i) => draft.members.map((m) => [m.move.workloadId, i + 1] as const)));
  return drafts.map((draft, i) => {
    const { packed, members, diskGiB, time } = draft;
    const start = starts[i] ?? { startsOn: null, delayedBy: [] };
    const checks = [
      ...checkWave({ number: i + 1, members, diskGiB, ...start }, { ...context, waveOf }),
      ...checkTargetClashes(members, context.moves),
      ...checkWavePaths(members, paths),
      ...datedChecks(members, start.startsOn, support),
    ];
    return {
      number: i + 1,
      name: waveName(i + 1, packed.kind),
      startsOn: start.startsOn,
      moves: members.map((m) => m.move),
      diskGiB,
      hoursLow: time.hoursLow,
      hoursLikely: time.hoursLikely,
      hoursHigh: time.hoursHigh,
      riskScore: waveRisk(members, checks.filter((c) => !c.ok).length),
      confidencePct: confidencePct(members.map((m) => m.missing)),
      reasons: [
        whyNow(packed, members),
        ...packed.notes,
        ...groupReasons(packed),
        riskReason(members),
        confidenceReason(members),
        ...time.reasons,
      ],
      checks,
      fallback: fallbackSteps(members.map((m) => m.move)),
    };
  });
}

function unplacedOf(input: PlanningInput): Plan['unplaced'] {
  return input.placement.assignments
    .filter((a) => a.siteId === null)
    .sort((a, b) => compareText(a.workloadId, b.workloadId))
    .map(({ workloadId, workloadName, why }) => ({ workloadId, workloadName, reason: why }));
}

function membersByApplication(applicationsOf: ReadonlyMap<string, readonly string[]>): Map<string, string[]> {
  const members = new Map<string, string[]>();
  for (const [id, names] of applicationsOf) {
    for (const name of names) {
      const list = members.get(name);
      if (list) list.push(id);
      else members.set(name, [id]);
    }
  }
  return new Map([...members].sort(([a], [b]) => compareText(a, b)));
}

/**
 * Makes a plan. Every workload that the placement moves is in exactly one wave; workloads that stay are counted.
 * The same input in any order gives the same plan. Throws IST-6004 for wave settings that are no dates.
 */
export function planWaves(input: PlanningInput): Plan {
  const settings = input.sites.waves;
  const ids = input.placement.assignments.map((a) => a.workloadId).sort(compareText);
  const allApplications = applicationsByWorkload(ids, input.workloads, input.applications);
  const paths = new PlanPaths(input.paths);
  const moves = planMoves(input, allApplications, paths);
  const movingIds = [...moves.keys()];
  const applicationsOf = new Map(movingIds.map((id) => [id, allApplications.get(id) ?? []]));
  // Scans, monitoring and the like reach everything: they must not tie machines together or order them.
  const dependencies = input.dependencies.filter(({ noise }) => noise === undefined);
  const calls = callsAmong(moves, dependencies);
  const groups = groupMoves(movingIds, input.workloads, applicationsOf, dependencies);
  const packed = packWaves(buildUnits(groups, moves, calls, settings), moves, settings);
  const drafts = draftWaves(packed, moves, input.forecaster);
  const waves = finishWaves(
    drafts,
    {
      settings,
      calls,
      applicationsOf,
      applications: membersByApplication(applicationsOf),
      moves,
      diskPartners: diskPartners(input.workloads.values()),
      nameOf: (id) => input.workloads.get(id)?.facts.name ?? id,
      domainControllers: [...moves.values()].filter((m) => m.domainController).length,
      dependencies,
    },
    input.support,
    paths.byId,
  );
  const { totalUsdPerMonth, currentUsdPerMonth, migrationUsdOneOff } = input.placement;
  const unplaced = unplacedOf(input);
  const body: Omit<Plan, 'digest'> = {
    apiVersion: 'isthmus/v1',
    kind: 'Plan',
    name: input.name,
    pins: input.pins,
    waves,
    ...(input.paths !== undefined && { paths: paths.all() }),
    staying: input.placement.assignments.length - moves.size - unplaced.length,
    unplaced,
    summary: {
      moves: moves.size,
      diskGiB: roundTo(
        waves.reduce((sum, wave) => sum + wave.diskGiB, 0),
        1,
      ),
      hoursLow: roundTo(
        waves.reduce((sum, wave) => sum + wave.hoursLow, 0),
        2,
      ),
      hoursLikely: roundTo(
        waves.reduce((sum, wave) => sum + (wave.hoursLikely ?? 0), 0),
        2,
      ),
      hoursHigh: roundTo(
        waves.reduce((sum, wave) => sum + wave.hoursHigh, 0),
        2,
      ),
      deltaUsdPerMonth: currentUsdPerMonth === null ? null : roundTo(totalUsdPerMonth - currentUsdPerMonth, 2),
      migrationUsdOneOff: roundTo(migrationUsdOneOff, 2),
    },
  };
  return { ...body, digest: digestOf(body) };
}
