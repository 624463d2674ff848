/** How busy machines were: the averages that vCenter keeps, summed up over a window. */

import type { Utilisation } from '../../core/model/workload.ts';
import type { XmlNode } from '../../formats/xml/trees.ts';
import { stated } from '../import-values.ts';
import { VimFault } from './faults.ts';
import type { MoRef } from './nodes.ts';
import { childrenOf, refAt, textAt, textOf } from './nodes.ts';
import { theseObjects } from './property-collector.ts';
import { element, reference } from './request.ts';
import type { VimSession } from './session.ts';

const COUNTERS = [
  'cpu.usage.average',
  'mem.usage.average',
  'disk.read.average',
  'disk.write.average',
  'disk.numberReadAveraged.average',
  'disk.numberWriteAveraged.average',
] as const;
type Counter = (typeof COUNTERS)[number];

/** vCenter refuses a query over more than 64 series of its default setting. */
const SERIES_PER_QUERY = 60;
const QUERIES_AT_ONCE = 3;
const DAY_SECONDS = 86_400;

/** The finest interval that vCenter still keeps for so long a window, by its default settings. */
const intervalFor = (days: number): number => (days <= 1 ? 300 : days <= 7 ? 1800 : days <= 30 ? 7200 : DAY_SECONDS);

export class PerformanceReader {
  readonly #session: VimSession;
  readonly #manager: MoRef;
  readonly #counters: ReadonlyMap<string, Counter>;
  readonly #days: number;
  readonly #startTime: string;
  /** Set when the server refused; nothing more is asked then. */
  refusal: string | undefined;

  private constructor(
    session: VimSession,
    manager: MoRef,
    counters: ReadonlyMap<string, Counter>,
    { days, now }: { readonly days: number; readonly now: Date },
  ) {
    this.#session = session;
    this.#manager = manager;
    this.#counters = counters;
    this.#days = days;
    this.#startTime = new Date(now.getTime() - days * DAY_SECONDS * 1000).toISOString();
  }

  /** Undefined when the server measures nothing that is wanted. */
  static async open(
    session: VimSession,
    options: { readonly days: number; readonly now: Date },
  ): Promise<PerformanceReader | undefined> {
    const manager = session.manager('perfManager');
    if (manager === undefined || options.days <= 0) return undefined;
    const specs = [{ type: 'PerformanceManager', paths: ['perfCounter'] }];
    const counters = new Map<string, Counter>();
    for await (const { properties } of theseObjects(session, [manager], { specs, pageSize: 1 })) {
      for (const counter of properties.get('perfCounter')?.children ?? []) {
        const name = `${textAt(counter, 'groupInfo', 'key')}.${textAt(counter, 'nameInfo', 'key')}.${textAt(counter, 'rollupType')}`;
        const wanted = COUNTERS.find((each) => each === name);
        const key = textAt(counter, 'key');
        if (wanted !== undefined && key !== undefined) counters.set(key, wanted);
      }
    }
    return counters.size === 0 ? undefined : new PerformanceReader(session, manager, counters, options);
  }

  /** By reference; a machine without figures is not in it. */
  async read(vms: readonly MoRef[]): Promise<ReadonlyMap<string, Utilisation>> {
    const found = new Map<string, Utilisation>();
    const size = Math.max(1, Math.floor(SERIES_PER_QUERY / this.#counters.size));
    const batches: MoRef[][] = [];
    for (let at = 0; at < vms.length; at += size) batches.push(vms.slice(at, at + size));
    const work = async (): Promise<void> => {
      for (let batch = batches.pop(); batch !== undefined && this.refusal === undefined; batch = batches.pop()) {
        await this.#query(batch, found);
      }
    };
    await Promise.all(Array.from({ length: QUERIES_AT_ONCE }, work));
    return found;
  }

  async #query(batch: readonly MoRef[], found: Map<string, Utilisation>): Promise<void> {
    const interval = intervalFor(this.#days);
    const samples = Math.ceil((this.#days * DAY_SECONDS) / interval);
    const metrics = [...this.#counters.keys()]
      .map((key) => `<metricId>${element('counterId', key)}${element('instance', '')}</metricId>`)
      .join('');
    const body = batch
      .map(
        (vm) =>
          `<querySpec>${reference('entity', vm)}${element('startTime', this.#startTime)}${element('maxSample', samples)}` +
          `${metrics}${element('intervalId', interval)}${element('format', 'csv')}</querySpec>`,
      )
      .join('');
    try {
      const answer = await this.#session.response({ method: 'QueryPerf', self: this.#manager, body });
      for (const entity of childrenOf(answer, 'returnval')) {
        const ref = refAt(entity, 'entity');
        const utilisation = this.#summed(childrenOf(entity, 'value'), interval);
        if (ref !== undefined && utilisation !== undefined) found.set(ref.value, utilisation);
      }
    } catch (error) {
      const gone = error instanceof Error && /ManagedObjectNotFound/.test(error.message);
      if (
        !(error instanceof VimFault) &&
        !(error instanceof Error && 'code' in error && /^IST-220[45]$/.test(String(error.code)))
      )
        throw error;
      // One machine that was removed meanwhile costs its batch; anything else is the server's answer for all.
      if (!gone) this.refusal = error.message;
    }
  }

  #summed(series: readonly XmlNode[], interval: number): Utilisation | undefined {
    const values = new Map<Counter, readonly number[]>();
    for (const each of series) {
      const counter = this.#counters.get(textAt(each, 'id', 'counterId') ?? '');
      if (counter !== undefined) values.set(counter, samplesOf(each));
    }
    const cpu = values.get('cpu.usage.average') ?? [];
    const memory = values.get('mem.usage.average') ?? [];
    if (cpu.length === 0 && memory.length === 0) return undefined;
    const mean = (...counters: readonly Counter[]): number | undefined => {
      const means = counters.map((counter) => meanOf(values.get(counter) ?? []));
      const known = means.filter((value) => value !== undefined);
      return known.length === 0 ? undefined : known.reduce((sum, value) => sum + value, 0);
    };
    const read = mean('disk.read.average');
    const write = mean('disk.write.average');
    const iops = mean('disk.numberReadAveraged.average', 'disk.numberWriteAveraged.average');
    return stated<Utilisation>({
      cpuAvgPct: percent(meanOf(cpu)),
      cpuP95Pct: percent(percentile(cpu, 95)),
      cpuMaxPct: percent(percentile(cpu, 100)),
      memoryAvgPct: percent(meanOf(memory)),
      memoryP95Pct: percent(percentile(memory, 95)),
      memoryMaxPct: percent(percentile(memory, 100)),
      diskReadMiBps: read === undefined ? undefined : tenths(read / 1024),
      diskWriteMiBps: write === undefined ? undefined : tenths(write / 1024),
      diskIops: iops === undefined ? undefined : tenths(iops),
      windowDays: tenths((Math.max(cpu.length, memory.length) * interval) / DAY_SECONDS),
    });
  }
}

/** "12,15,-1" or one element for each; -1 stands for no value. */
function samplesOf(series: XmlNode): number[] {
  return childrenOf(series, 'value')
    .flatMap((value) => (textOf(value) ?? '').split(','))
    .map((text) => (text === '' ? -1 : Number(text)))
    .filter((value) => Number.isFinite(value) && value >= 0);
}

const meanOf = (values: readonly number[]): number | undefined =>
  values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length;

function percentile(values: readonly number[], percent: number): number | undefined {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)];
}

const tenths = (value: number): number => Math.round(value * 10) / 10;

/** The counters give hundredths of a percent. */
const percent = (value: number | undefined): number | undefined =>
  value === undefined ? undefined : Math.min(100, tenths(value / 100));
