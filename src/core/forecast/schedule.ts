/**
 * How long a set of moves takes together: a list schedule, longest move first, over what they share. Copies share their
 * line evenly, each up to its own speed; a way of moving runs so many at a time; a source host serves so many and gives so much;
 * people look at what has arrived. Beside it the bound no schedule beats. Seconds and MiB throughout.
 */

import { compareText } from '../plan/order.ts';
import { TimerQueue } from './timer-queue.ts';

export interface Job {
  readonly id: string;
  readonly method: string;
  /** Source host; null: unknown, and then no host's limit holds. */
  readonly host: string | null;
  readonly line: string;
  /** What it takes of its method's and its host's places. */
  readonly places: number;
  readonly beforeSeconds: number;
  readonly copyMiB: number;
  readonly streamMiBps: number;
  /** All that its host gives; Infinity: not known to limit. */
  readonly hostMiBps: number;
  readonly afterSeconds: number;
  readonly checkSeconds: number;
}

export interface Shared {
  /** Infinity: no limit. */
  readonly methodPlaces: (method: string) => number;
  readonly hostPlaces: (method: string) => number;
  readonly lineMiBps: (line: string) => number;
  readonly checkers: number;
}

export interface Span {
  readonly id: string;
  readonly start: number;
  /** Moved: its places are free again. */
  readonly moved: number;
  readonly checked: number;
}

export interface Schedule {
  readonly seconds: number;
  readonly spans: readonly Span[];
}

/** What one move takes when nothing else runs, without being looked at. */
export function aloneSeconds(job: Job, shared: Shared): number {
  const rate = Math.min(job.streamMiBps, job.hostMiBps, shared.lineMiBps(job.line));
  return job.beforeSeconds + (job.copyMiB === 0 ? 0 : job.copyMiB / rate) + job.afterSeconds;
}

/** So many copies on a line that is full: the next one waits, which does not delay the last one. */
const MOST_ON_FULL_LINE = 200;

interface Copy {
  readonly job: Job;
  left: number;
  rate: number;
}

type Timer = { readonly kind: 'copy' | 'moved' | 'checked'; readonly job: Job };

/** The same jobs in any order give the same schedule. */
export function schedule(jobs: readonly Job[], shared: Shared): Schedule {
  const queues = waitingByHost(jobs, shared);
  const methodUse = new Map<string, number>();
  const hostUse = new Map<string, number>();
  const lineUse = new Map<string, { moves: number; askedMiBps: number }>();
  const copies: Copy[] = [];
  const timers = new TimerQueue<Timer>();
  const times = new Map<string, { start: number; moved: number; checked: number }>();
  const toCheck: Job[] = [];
  let nextToCheck = 0;
  let checking = 0;
  let now = 0;

  const lines = [...new Set(jobs.map(({ line }) => line))];
  let waiting = jobs.length;
  let released = true;

  const startWaiting = (): void => {
    // Looking through every host's queue costs most of the time: only where something may have become free.
    if (waiting === 0 || !released || lines.every((line) => isFull(line, lineUse, shared))) return;
    released = false;
    for (let next = nextToStart(queues, { methodUse, hostUse, lineUse }, shared); next !== undefined;) {
      const { queue, job } = next;
      queue.next += 1;
      waiting -= 1;
      take(methodUse, job.method, job.places);
      take(hostUse, queue.key, job.places);
      ask(lineUse, job, 1);
      times.set(job.id, { start: now, moved: now, checked: now });
      timers.add(now + job.beforeSeconds, { kind: 'copy', job });
      if (lines.every((line) => isFull(line, lineUse, shared))) return;
      next = nextToStart(queues, { methodUse, hostUse, lineUse }, shared);
    }
  };
  const onTimer = ({ kind, job }: Timer): void => {
    const time = times.get(job.id);
    if (time === undefined) return;
    if (kind === 'copy') {
      if (job.copyMiB > 0) {
        copies.push({ job, left: job.copyMiB, rate: 0 });
        return;
      }
      ask(lineUse, job, -1);
      released = true;
      timers.add(now + job.afterSeconds, { kind: 'moved', job });
    } else if (kind === 'moved') {
      time.moved = now;
      released = true;
      take(methodUse, job.method, -job.places);
      take(hostUse, hostKey(job), -job.places);
      toCheck.push(job);
    } else {
      time.checked = now;
      checking -= 1;
    }
  };

  startWaiting();
  while (copies.length > 0 || timers.size > 0) {
    shareRates(copies, shared);
    const copied = copies.reduce((least, { left, rate }) => Math.min(least, now + left / rate), Infinity);
    const then = Math.min(copied, timers.nextAt);
    for (const copy of copies) copy.left -= copy.rate * (then - now);
    now = then;
    for (let index = copies.length - 1; index >= 0; index -= 1) {
      const copy = copies[index];
      // What is left of less than a block is a rounding error of the arithmetic above.
      if (copy === undefined || copy.left > 1e-6) continue;
      copies.splice(index, 1);
      ask(lineUse, copy.job, -1);
      released = true;
      timers.add(now + copy.job.afterSeconds, { kind: 'moved', job: copy.job });
    }
    while (timers.nextAt <= now) {
      const timer = timers.take();
      if (timer !== undefined) onTimer(timer);
    }
    for (; checking < shared.checkers && nextToCheck < toCheck.length; nextToCheck += 1) {
      const job = toCheck[nextToCheck];
      if (job === undefined) break;
      checking += 1;
      timers.add(now + job.checkSeconds, { kind: 'checked', job });
    }
    startWaiting();
  }
  const spans = [...times].map(([id, time]) => ({ id, ...time })).sort((a, b) => compareText(a.id, b.id));
  return { seconds: spans.reduce((most, { checked }) => Math.max(most, checked), 0), spans };
}

interface Queue {
  readonly key: string;
  readonly jobs: readonly { readonly job: Job; readonly alone: number }[];
  next: number;
}

const hostKey = ({ method, host }: Job): string => `${method}\n${host ?? ''}`;

function waitingByHost(jobs: readonly Job[], shared: Shared): Queue[] {
  const groups = new Map<string, { job: Job; alone: number }[]>();
  for (const job of jobs) {
    const key = hostKey(job);
    const entry = { job, alone: aloneSeconds(job, shared) };
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [entry]);
    else group.push(entry);
  }
  return [...groups]
    .sort(([a], [b]) => compareText(a, b))
    .map(([key, group]) => ({
      key,
      jobs: group.sort((a, b) => b.alone - a.alone || compareText(a.job.id, b.job.id)),
      next: 0,
    }));
}

interface InUse {
  readonly methodUse: ReadonlyMap<string, number>;
  readonly hostUse: ReadonlyMap<string, number>;
  readonly lineUse: ReadonlyMap<string, { readonly moves: number; readonly askedMiBps: number }>;
}

/** The longest move that may start now. A machine that alone asks for more places than there are runs alone. */
function nextToStart(
  queues: readonly Queue[],
  { methodUse, hostUse, lineUse }: InUse,
  shared: Shared,
): { readonly queue: Queue; readonly job: Job } | undefined {
  let best: { queue: Queue; job: Job; alone: number } | undefined;
  for (const queue of queues) {
    const head = queue.jobs[queue.next];
    if (head === undefined || (best !== undefined && head.alone <= best.alone)) continue;
    const { job } = head;
    const fits = (used: number, places: number): boolean => used === 0 || used + job.places <= places;
    if (!fits(methodUse.get(job.method) ?? 0, shared.methodPlaces(job.method))) continue;
    if (job.host !== null && !fits(hostUse.get(queue.key) ?? 0, shared.hostPlaces(job.method))) continue;
    if (isFull(job.line, lineUse, shared)) continue;
    best = { queue, ...head };
  }
  return best;
}

function isFull(id: string, lineUse: InUse['lineUse'], shared: Shared): boolean {
  const line = lineUse.get(id);
  return line !== undefined && line.moves >= MOST_ON_FULL_LINE && line.askedMiBps >= shared.lineMiBps(id);
}

function ask(lineUse: Map<string, { moves: number; askedMiBps: number }>, job: Job, by: 1 | -1): void {
  const line = lineUse.get(job.line) ?? { moves: 0, askedMiBps: 0 };
  lineUse.set(job.line, { moves: line.moves + by, askedMiBps: line.askedMiBps + by * job.streamMiBps });
}

function take(use: Map<string, number>, key: string, places: number): void {
  use.set(key, (use.get(key) ?? 0) + places);
}

/** Even shares of each line; what a slow copy leaves goes to the others. A host's copies share what it gives evenly. */
function shareRates(copies: readonly Copy[], shared: Shared): void {
  const onHost = new Map<string, number>();
  const onLine = new Map<string, Copy[]>();
  for (const copy of copies) {
    const { host, line } = copy.job;
    if (host !== null) onHost.set(host, (onHost.get(host) ?? 0) + 1);
    const list = onLine.get(line);
    if (list === undefined) onLine.set(line, [copy]);
    else list.push(copy);
  }
  for (const [line, list] of onLine) {
    for (const copy of list) {
      const { streamMiBps, hostMiBps, host } = copy.job;
      copy.rate = Math.min(streamMiBps, hostMiBps / (host === null ? 1 : (onHost.get(host) ?? 1)));
    }
    list.sort((a, b) => a.rate - b.rate);
    let left = shared.lineMiBps(line);
    for (const [index, copy] of list.entries()) {
      copy.rate = Math.min(copy.rate, left / (list.length - index));
      left -= copy.rate;
    }
  }
}
