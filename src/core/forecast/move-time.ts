/** One move in numbers: what is copied how fast, what comes before and after, and how long the machine is away. */

import type { TargetId } from '../assess/verdict.ts';
import type { MigrationMethod, MigrationThroughput } from '../catalog/migration-throughput.ts';
import type { Range } from '../cost/range.ts';
import type { WorkloadFacts } from '../model/workload.ts';
import type { FittedRate } from './measured.ts';
import { mibPerSecond } from './lines.ts';
import type { Line } from './lines.ts';
import type { Job } from './schedule.ts';
import type { MigrationSettings } from './settings.ts';
import { copyVolume } from './volume.ts';

export interface PlannedTransfer {
  readonly id: string;
  readonly name: string;
  readonly facts: WorkloadFacts;
  readonly fromSiteId: string | null;
  readonly toSiteId: string | null;
  readonly target: TargetId;
  /** The way it takes. Absent: the first that fits. */
  readonly methodId?: string;
}

/** low: everything goes well. high: everything goes slowly. */
export type Course = keyof Range;
export const COURSES: readonly Course[] = ['low', 'likely', 'high'];

/** The end of a rate that belongs to a course: the fastest to what goes well. */
export const rateIn = (rate: Range, course: Course): number =>
  course === 'low' ? rate.high : course === 'high' ? rate.low : rate.likely;

export interface MoveTime {
  readonly transfer: PlannedTransfer;
  readonly method: MigrationMethod;
  readonly line: Line | null;
  readonly fitted: FittedRate;
  /** GiB; null: neither disks nor used space is known, and only handling is counted. */
  readonly copyGiB: Range | null;
  /** Copies while it runs; null: not known whether it can. */
  readonly warm: boolean | null;
  /** Minutes it cannot be used; null: the size is unknown. */
  readonly downtimeMinutes: Range | null;
  readonly basis: readonly string[];
  readonly assumed: readonly string[];
  readonly missing: readonly string[];
  /** The move as the schedule takes it. */
  readonly job: (course: Course) => Job;
}

export interface MoveSettings extends Pick<MigrationSettings, 'checkMinutes' | 'changePctPerDay'> {
  readonly catalog: MigrationThroughput;
}

export function timeMove(
  transfer: PlannedTransfer,
  method: MigrationMethod,
  line: Line,
  fitted: FittedRate,
  settings: MoveSettings,
): MoveTime {
  const { facts } = transfer;
  const { catalog } = settings;
  const volume = copyVolume(facts, method.copies, catalog.volume);
  const crossed = method.overLink === false ? null : line;
  const assumed = [...(volume?.assumed ?? [])];
  const warm = isWarm(method, facts);
  if (warm === null)
    assumed.push('changeTracking is unknown: copied while it runs at best, with the machine shut down otherwise');
  if (method.limits.unit === 'disks' && facts.disks === undefined) assumed.push('number of disks is unknown: one');
  const alone = (course: Course): number => singleRate(method, fitted, crossed, catalog, course);
  const delta = (course: Course): number =>
    volume === undefined || warm === false || (warm === null && course !== 'low')
      ? 0
      : changedMiB(facts, volume.usedGiB[course], method, settings, course);
  if (volume !== undefined && warm !== false && facts.utilisation?.diskWriteMiBps === undefined)
    assumed.push(
      `write rate is unknown: ${settings.changePctPerDay ?? `${catalog.change.pctPerDay.low} to ${catalog.change.pctPerDay.high}`} % of its used space a day`,
    );
  if (warm !== false && (facts.utilisation?.diskWriteMiBps ?? 0) >= alone('likely'))
    assumed.push('it writes about as fast as it is copied: changes may never be caught up with while it runs');
  const job = (course: Course): Job => ({
    id: transfer.id,
    method: method.id,
    host: facts.host ?? null,
    line: crossed?.id ?? `within ${method.id}`,
    places: method.limits.unit === 'disks' ? Math.max(1, facts.disks?.length ?? 1) : 1,
    beforeSeconds: method.steps.prepareMinutes[course] * 60,
    copyMiB: (volume?.giB[course] ?? 0) * 1024,
    streamMiBps: rateIn(fitted.rate, course),
    hostMiBps: method.host === undefined ? Infinity : rateIn(method.host, course),
    afterSeconds: afterMinutes(method, course) * 60 + delta(course) / alone(course),
    checkSeconds: (settings.checkMinutes ?? catalog.check.minutes[course]) * 60,
  });
  const away = (course: Course): number => {
    const { copyMiB, afterSeconds } = job(course);
    const cold = warm === false || (warm === null && course !== 'low');
    return ((cold ? copyMiB / alone(course) : 0) + afterSeconds) / 60;
  };
  const off = facts.powerState === 'off';
  return {
    transfer,
    method,
    line: crossed,
    fitted,
    copyGiB: volume?.giB ?? null,
    warm,
    downtimeMinutes:
      volume === undefined
        ? null
        : off
          ? { low: 0, likely: 0, high: 0 }
          : { low: away('low'), likely: away('likely'), high: away('high') },
    basis: basisOf(method, crossed, fitted, warm, off, volume?.basis),
    assumed,
    missing: volume === undefined ? ['disks', 'provisionedMiB'] : [],
    job,
  };
}

/** A machine that is off is copied at rest; null: the fact that decides is unknown. */
function isWarm(method: MigrationMethod, { powerState, changeTracking }: WorkloadFacts): boolean | null {
  if (!method.warm || powerState === 'off') return false;
  return method.warmNeeds === undefined ? true : (changeTracking ?? null);
}

/** MiB/s of a move that has the line and its host for itself. */
function singleRate(
  method: MigrationMethod,
  fitted: FittedRate,
  line: Line | null,
  catalog: MigrationThroughput,
  course: Course,
): number {
  const host = method.host === undefined ? Infinity : rateIn(method.host, course);
  const share = line === null ? Infinity : mibPerSecond(line.mbps) * rateIn(catalog.link.efficiency, course);
  return Math.min(rateIn(fitted.rate, course), host, share);
}

const afterMinutes = ({ steps }: MigrationMethod, course: Course): number =>
  steps.convertMinutes[course] + steps.cutoverMinutes[course];

/** MiB written since the last copy of changes; never more than is in use. */
function changedMiB(
  { utilisation }: WorkloadFacts,
  usedGiB: number,
  method: MigrationMethod,
  { catalog, changePctPerDay }: MoveSettings,
  course: Course,
): number {
  const hours = method.precopyHours?.[course] ?? 0;
  const used = usedGiB * 1024;
  const writes = utilisation?.diskWriteMiBps;
  const changed =
    writes === undefined
      ? (used * (changePctPerDay ?? catalog.change.pctPerDay[course]) * hours) / (24 * 100)
      : writes * hours * 3600 * catalog.change.distinctShare[course];
  return Math.min(used, changed);
}

function basisOf(
  method: MigrationMethod,
  line: Line | null,
  { rate, here, elsewhere }: FittedRate,
  warm: boolean | null,
  off: boolean,
  volume: string | undefined,
): string[] {
  const shown = (value: number): string => String(value < 10 ? Math.round(value * 10) / 10 : Math.round(value));
  const figures = `${shown(rate.likely)} MiB/s (${shown(rate.low)} to ${shown(rate.high)})`;
  const unverified = method.rate.conf === 'own' ? ', unverified' : '';
  const measurements =
    here + elsewhere === 0
      ? `catalog/migration-throughput.yaml ${method.id}, ${method.rate.asOf}${unverified}; no move measured yet`
      : `from ${here} measured ${here === 1 ? 'move' : 'moves'} over this line and ${elsewhere} over others, and catalog/migration-throughput.yaml ${method.id}`;
  const way = off
    ? 'switched off, copied at rest'
    : warm === true
      ? 'copied while it runs'
      : warm === false
        ? 'copied with the machine shut down'
        : 'not known whether it can be copied while it runs';
  return [
    `${method.title} (${method.id}): ${way}`,
    ...(volume === undefined ? ['disk size is unknown: only handling is counted'] : [volume]),
    `${figures}: ${measurements}`,
    line === null ? 'nothing crosses the line between the sites' : `line ${line.id}: ${line.mbps} Mbit/s`,
  ];
}
