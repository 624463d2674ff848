/**
 * Migration time (A7): of one move when nothing else runs, and of a set of moves that share lines, tools and hosts.
 * Three courses are computed: low when everything goes well, likely, and high when everything goes slowly. Formulas in
 * docs/reference/migration-time.md.
 */

import type { MigrationThroughput } from '../catalog/migration-throughput.ts';
import type { Range } from '../cost/range.ts';
import { failure } from '../errors/registry.ts';
import { lowerBound } from './bound.ts';
import type { Bound } from './bound.ts';
import { lineBetween, mibPerSecond } from './lines.ts';
import type { LineRequest } from './lines.ts';
import { fitRate } from './measured.ts';
import type { FittedRate, MeasuredMove } from './measured.ts';
import { createMethodChoice } from './method.ts';
import { COURSES, rateIn, timeMove } from './move-time.ts';
import type { Course, MoveTime, PlannedTransfer } from './move-time.ts';
import { aloneSeconds, schedule } from './schedule.ts';
import type { Shared, Span } from './schedule.ts';
import type { MigrationSettings } from './settings.ts';

export interface ForecastBasis {
  readonly catalog: MigrationThroughput;
  /** `migration` of sites.yaml. */
  readonly settings: MigrationSettings | undefined;
  /** `waves.linkMbps`: the line between sites that have none of their own. */
  readonly linkMbps: number;
  /** Instead of every line, for a what-if. */
  readonly overrideMbps?: number;
  readonly measured: readonly MeasuredMove[];
}

export interface MoveForecast extends MoveTime {
  /** From its preparation to its cutover, with the line, the tool and the host for itself; without being checked. */
  readonly hours: Range;
}

export interface SetForecast {
  readonly hours: Range;
  /** No schedule of these moves is faster, in the likely course. */
  readonly boundHours: number;
  /** What the bound is owed to, in words. */
  readonly bindsBy: string;
  readonly moves: readonly MoveForecast[];
  /** Moves no way of moving leads to, with why. */
  readonly impossible: readonly { readonly transfer: PlannedTransfer; readonly why: string }[];
  /** Measured moves the rates rest on. */
  readonly measurements: number;
  /** Of the likely course: when each move starts, is moved and is checked, in hours. */
  readonly spans: readonly Span[];
}

export interface Forecaster {
  readonly move: (transfer: PlannedTransfer) => MoveForecast | { readonly impossible: string };
  readonly set: (transfers: readonly PlannedTransfer[]) => SetForecast;
  /** What a way of moving gives one machine between two sites, by what is published and measured. */
  readonly rate: (methodId: string, fromSiteId: string | null, toSiteId: string | null) => FittedRate;
}

/** Throws IST-6020 for a method that sites.yaml, or who asks for a rate, names and the catalogue does not have. */
export function createForecaster(basis: ForecastBasis): Forecaster {
  const { catalog, settings = {}, measured } = basis;
  const choose = createMethodChoice(catalog, settings.methods);
  const lineRequest: LineRequest = {
    links: settings.links,
    linkMbps: basis.linkMbps,
    ...(basis.overrideMbps !== undefined && { override: basis.overrideMbps }),
  };
  const lineOf = lineBetween(lineRequest);
  const fits = new Map<string, FittedRate>();
  const lines = new Map<string, number>();
  const methods = new Map(catalog.methods.map((method) => [method.id, method]));

  function fittedFor({ id, rate }: MoveTime['method'], line: string): FittedRate {
    const key = `${id}\n${line}`;
    let fit = fits.get(key);
    if (fit === undefined) {
      const ofMethod = measured.filter(({ method }) => method === id);
      const here = ofMethod.filter((each) => lineOf(each.fromSiteId, each.toSiteId).id === line);
      const elsewhere = ofMethod.filter((each) => !here.includes(each));
      fits.set(key, (fit = fitRate(rate, here, elsewhere, catalog.prior.weight)));
    }
    return fit;
  }

  function sharedIn(course: Course): Shared {
    const efficiency = rateIn(catalog.link.efficiency, course);
    return {
      methodPlaces: (id) => settings.concurrency ?? methods.get(id)?.limits.concurrency ?? Infinity,
      hostPlaces: (id) => settings.perHost ?? methods.get(id)?.limits.perHost ?? Infinity,
      lineMiBps: (line) => mibPerSecond(lines.get(line) ?? Infinity) * efficiency,
      checkers: settings.checkers ?? catalog.check.people,
    };
  }
  const shared: Readonly<Record<Course, Shared>> = {
    low: sharedIn('low'),
    likely: sharedIn('likely'),
    high: sharedIn('high'),
  };

  function time(transfer: PlannedTransfer): MoveForecast | { readonly impossible: string } {
    const named = transfer.methodId === undefined ? undefined : methods.get(transfer.methodId);
    const method = named ?? choose(transfer.facts.platform, transfer.target);
    if (method === undefined)
      return {
        impossible: `no way of moving from ${transfer.facts.platform ?? 'an unknown platform'} to ${transfer.target} is known`,
      };
    const line = lineOf(transfer.fromSiteId, transfer.toSiteId);
    lines.set(line.id, line.mbps);
    const found = timeMove(transfer, method, line, fittedFor(method, line.id), { ...settings, catalog });
    const hours = rangeOf((course) => aloneSeconds(found.job(course), shared[course]) / 3600);
    return { ...found, hours };
  }

  return {
    move: time,
    rate(methodId, fromSiteId, toSiteId) {
      const method = methods.get(methodId);
      if (method === undefined) throw failure('IST-6020', `there is no way of moving "${methodId}"`);
      return fittedFor(method, lineOf(fromSiteId, toSiteId).id);
    },
    set(transfers) {
      const moves: MoveForecast[] = [];
      const impossible: { transfer: PlannedTransfer; why: string }[] = [];
      for (const transfer of transfers) {
        const found = time(transfer);
        if ('impossible' in found) impossible.push({ transfer, why: found.impossible });
        else moves.push(found);
      }
      const jobs = (course: Course) => moves.map(({ job }) => job(course));
      const runs = new Map(COURSES.map((course) => [course, schedule(jobs(course), shared[course])]));
      const bound: Bound = lowerBound(jobs('likely'), shared.likely);
      const hours = rangeOf((course) => (runs.get(course)?.seconds ?? 0) / 3600);
      const counted = new Map(moves.map(({ fitted, method, line }) => [`${method.id}\n${line?.id ?? ''}`, fitted]));
      return {
        // A faster copy can start a long move at a worse moment: the ends never cross the middle for that.
        hours: { ...hours, low: Math.min(hours.low, hours.likely), high: Math.max(hours.high, hours.likely) },
        boundHours: bound.seconds / 3600,
        bindsBy: named(bound.by, moves),
        moves,
        impossible,
        measurements: [...counted.values()].reduce((sum, { here, elsewhere }) => sum + here + elsewhere, 0),
        spans: (runs.get('likely')?.spans ?? []).map(({ id, start, moved, checked }) => ({
          id,
          start: start / 3600,
          moved: moved / 3600,
          checked: checked / 3600,
        })),
      };
    },
  };
}

function rangeOf(of: (course: Course) => number): Range {
  return { low: of('low'), likely: of('likely'), high: of('high') };
}

/** The longest move by its name, as people know it. */
function named(by: string, moves: readonly MoveForecast[]): string {
  const found = moves.find(({ transfer }) => by.endsWith(`, ${transfer.id}`));
  return found === undefined ? by : by.replace(found.transfer.id, found.transfer.name);
}
