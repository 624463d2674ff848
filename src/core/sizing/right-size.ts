/**
 * What a machine needs by what was measured of it (A5). Formulas in docs/guide/sizing.md.
 *
 *   demand      = configured × measured % × factor (÷ cpuSpeedFactor)
 *   recommended = demand, rounded up, at least the minimum, and never above what is configured unless it is saturated
 *
 * Without a measurement the size stays as it is and says what is missing.
 */

import type { Workload, WorkloadRole } from '../model/workload.ts';
import { confidenceOf } from './confidence.ts';
import type { SizingConfidence } from './confidence.ts';
import type { Minimums } from './minimums.ts';
import type { SizingFigures } from './settings.ts';
import { measured, pressure, statisticFor } from './statistic.ts';
import type { SizedResource, Statistic } from './statistic.ts';

/** off: switched off, so use says nothing. no-data: nobody measured it. Neither counts as measured. */
export type SizeVerdict = 'smaller' | 'larger' | 'fits' | 'off' | 'no-data';

/** vCPUs, or MiB of memory. */
export interface SizedFigure {
  readonly current: number | null;
  /** What it should have; what it has where nothing was measured. Null: not even that is known. */
  readonly recommended: number | null;
  readonly verdict: SizeVerdict;
  /** The arithmetic with its inputs, for people. */
  readonly basis: string;
  /** Facts that would have to be known, as fields of the filter language. */
  readonly missing: readonly string[];
}

export interface RightSize {
  readonly cpu: SizedFigure;
  readonly memory: SizedFigure;
  /** smaller: at least one figure is, none larger. larger: the other way round. mixed: both. off, no-data: neither is judged. */
  readonly verdict: SizeVerdict | 'mixed';
  readonly confidence: SizingConfidence;
  /** What a person should look at before acting. */
  readonly cautions: readonly string[];
}

/** From this 95th percentile on, what was measured is held down by the size itself. */
export const SATURATED_PCT = 90;

const LARGE_MEMORY_MIB = 4096;
const SMALL_STEP_MIB = 256;
const LARGE_STEP_MIB = 1024;

/** Roles that fill what memory they are given: use tells their setting, not their need. */
const MEMORY_IS_CACHE: ReadonlySet<WorkloadRole> = new Set(['sql-server', 'sql-cluster', 'oracle-database', 'sap']);

/** Hundreds of machines measured at 37.5 % of 8 must not get 4 vCPUs for a last binary digit. */
const tidy = (value: number): number => Math.round(value * 1e9) / 1e9;

/** Whole and even, as sizes are sold and cores are paired; 1 stays 1. */
export function roundVcpu(demand: number): number {
  const whole = Math.max(1, Math.ceil(tidy(demand)));
  return whole === 1 ? 1 : whole + (whole % 2);
}

/** Steps of 256 MiB up to 4 GiB, of 1 GiB above. */
export function roundMemoryMiB(demand: number): number {
  const exact = Math.max(1, tidy(demand));
  const step = exact <= LARGE_MEMORY_MIB ? SMALL_STEP_MIB : LARGE_STEP_MIB;
  return Math.ceil(tidy(exact / step)) * step;
}

export function rightSize(workload: Workload, figures: SizingFigures, minimums: Minimums): RightSize {
  const { facts } = workload;
  const cpu = sizeOf(workload, 'cpu', figures, minimums);
  const memory = sizeOf(workload, 'memory', figures, minimums);
  return {
    cpu,
    memory,
    verdict: together(cpu.verdict, memory.verdict),
    confidence: confidenceOf(facts.utilisation, figures.basis),
    cautions: cautionsOf(workload, cpu, memory),
  };
}

function together(cpu: SizeVerdict, memory: SizeVerdict): RightSize['verdict'] {
  const both = new Set([cpu, memory]);
  if (both.has('smaller')) return both.has('larger') ? 'mixed' : 'smaller';
  if (both.has('larger')) return 'larger';
  if (both.has('fits')) return 'fits';
  return both.has('off') ? 'off' : 'no-data';
}

const isOff = ({ kind, facts }: Pick<Workload, 'kind' | 'facts'>): boolean =>
  kind === 'vm' && facts.powerState === 'off';

/** Why the figure stays whatever was measured; undefined: it is judged. */
function keptBecause({ kind, facts }: Pick<Workload, 'kind' | 'facts'>, resource: SizedResource): string | undefined {
  if (kind !== 'vm') return 'containers and AI services are sized by their requests: kept';
  if (isOff({ kind, facts })) return 'switched off: what was measured says nothing of its load when it runs; kept';
  const cache = resource === 'memory' ? facts.roles?.find((role) => MEMORY_IS_CACHE.has(role)) : undefined;
  return cache === undefined
    ? undefined
    : `${cache}: it uses the memory it is given as cache, so use does not tell need; kept`;
}

function sizeOf(workload: Workload, resource: SizedResource, figures: SizingFigures, minimums: Minimums): SizedFigure {
  const { facts } = workload;
  const current = (resource === 'cpu' ? facts.cpuCount : facts.memoryMiB) ?? null;
  const kept = (basis: string, missing: readonly string[]): SizedFigure => ({
    current,
    recommended: current,
    verdict: 'no-data',
    basis,
    missing,
  });
  if (current === null) {
    const fact = resource === 'cpu' ? 'cpuCount' : 'memoryMiB';
    return kept(`${fact} is unknown`, [fact]);
  }
  const statistic = statisticFor(facts.utilisation, resource, figures.basis);
  const reason = keptBecause(workload, resource);
  if (reason !== undefined) {
    const verdict = isOff(workload) ? 'off' : 'missing' in statistic ? 'no-data' : 'fits';
    return { ...kept(reason, []), verdict };
  }
  if ('missing' in statistic) return kept(`no data: ${statistic.missing} is unknown; size kept`, [statistic.missing]);
  return judged(workload, resource, current, statistic, figures, minimums);
}

function judged(
  { facts }: Workload,
  resource: SizedResource,
  current: number,
  statistic: Statistic,
  figures: SizingFigures,
  minimums: Minimums,
): SizedFigure {
  const speed = resource === 'cpu' ? figures.cpuSpeedFactor : 1;
  const demand = (current * (statistic.pct / 100) * figures.factor) / speed;
  const rounded = resource === 'cpu' ? roundVcpu(demand) : roundMemoryMiB(demand);
  const minimum = minimums(facts.os);
  const least = (resource === 'cpu' ? minimum?.vcpu : minimum?.memoryMiB) ?? (resource === 'cpu' ? 1 : SMALL_STEP_MIB);
  const p95 = pressure(facts.utilisation, resource);
  const saturated = p95 !== undefined && p95 >= SATURATED_PCT;
  // A slower processor needs as many more of them for the same work: there the limit moves along.
  const limit = speed < 1 ? Math.ceil(tidy(current / speed)) : current;
  const wanted = Math.max(rounded, least);
  const recommended = saturated ? Math.max(wanted, current) : Math.min(wanted, Math.max(limit, current));
  const unit = resource === 'cpu' ? 'vCPU' : 'MiB';
  const name = { avg: 'average', p95: '95th percentile', max: 'peak' }[statistic.basis];
  const basis = [
    `${current} ${unit} × ${shown(statistic.pct)} % (${name}${statistic.basis === figures.basis ? '' : `; ${figures.basis} is unknown, so the higher figure`}` +
      `${facts.utilisation?.windowDays === undefined ? '' : ` over ${shown(facts.utilisation.windowDays)} days`}) × ${figures.factor}` +
      `${speed === 1 ? '' : ` ÷ ${speed} (speed of a target vCPU)`} = ${shown(demand)}, rounded up to ${rounded} ${unit}`,
    ...(rounded < least ? [`raised to ${least} ${unit}${minimum === undefined ? '' : ` (${minimum.source})`}`] : []),
    ...(saturated
      ? [
          `saturated: ${shown(p95)} % is at least ${SATURATED_PCT} %, so real demand may be higher than could be measured`,
        ]
      : wanted > recommended
        ? [`not above the ${current} ${unit} it has: it is not saturated`]
        : []),
  ].join('; ');
  const verdict = recommended < current ? 'smaller' : recommended > current ? 'larger' : 'fits';
  return { current, recommended, verdict, basis, missing: [] };
}

function cautionsOf({ facts }: Workload, cpu: SizedFigure, memory: SizedFigure): string[] {
  const cautions: string[] = [];
  if (facts.powerState === 'off') cautions.push('It is switched off: is it still needed at all?');
  const peak = measured(facts.utilisation, 'cpu', 'max');
  if (cpu.verdict === 'smaller' && peak !== undefined && peak / 100 > (cpu.recommended ?? 0) / (cpu.current ?? 1))
    cautions.push(`Its CPU peak of ${shown(peak)} % is above what is recommended: at that moment it would wait.`);
  if (cpu.verdict === 'smaller' && facts.cpuReservationMhz !== undefined && facts.cpuReservationMhz > 0)
    cautions.push(`${facts.cpuReservationMhz} MHz are reserved for it: somebody wanted that guaranteed.`);
  if (memory.verdict === 'smaller' && facts.memoryReservationMiB !== undefined && facts.memoryReservationMiB > 0)
    cautions.push(`${facts.memoryReservationMiB} MiB are reserved for it: somebody wanted that guaranteed.`);
  if (facts.latencySensitivity !== undefined && facts.latencySensitivity.toLowerCase() === 'high')
    cautions.push('It is set to high latency sensitivity.');
  return cautions;
}

function shown(value: number): string {
  return String(Math.round(value * 100) / 100);
}
