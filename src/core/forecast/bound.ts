/** The time no schedule of these moves beats, and what it is owed to. */

import { compareText } from '../plan/order.ts';
import { aloneSeconds } from './schedule.ts';
import type { Job, Shared } from './schedule.ts';

export interface Bound {
  readonly seconds: number;
  /** "the line fra → azure", "the longest move, sap-db-01". */
  readonly by: string;
}

/** The largest of: the longest move, each line's data, each method's and host's places, and the people who check. */
export function lowerBound(jobs: readonly Job[], shared: Shared): Bound {
  let best: Bound = { seconds: 0, by: 'nothing to move' };
  const offer = (seconds: number, by: string): void => {
    if (seconds > best.seconds) best = { seconds, by };
  };
  const lines = new Map<string, { mib: number; before: number; after: number }>();
  const methods = new Map<string, number>();
  const hosts = new Map<string, { work: number; mib: number; rate: number; job: Job }>();
  let checks = 0;
  for (const job of [...jobs].sort((a, b) => compareText(a.id, b.id))) {
    const alone = aloneSeconds(job, shared);
    offer(alone + job.checkSeconds, `the longest move, ${job.id}`);
    const line = lines.get(job.line) ?? { mib: 0, before: Infinity, after: Infinity };
    lines.set(job.line, {
      mib: line.mib + job.copyMiB,
      before: Math.min(line.before, job.beforeSeconds),
      after: Math.min(line.after, job.afterSeconds + job.checkSeconds),
    });
    // A machine that asks for more places than there are runs alone: it takes them all, not more.
    const places = Math.min(job.places, shared.methodPlaces(job.method));
    methods.set(job.method, (methods.get(job.method) ?? 0) + places * alone);
    checks += job.checkSeconds;
    if (job.host === null) continue;
    const key = `${job.method}\n${job.host}`;
    const host = hosts.get(key) ?? { work: 0, mib: 0, rate: job.hostMiBps, job };
    host.work += Math.min(job.places, shared.hostPlaces(job.method)) * alone;
    host.mib += job.copyMiB;
    host.rate = Math.max(host.rate, job.hostMiBps);
    hosts.set(key, host);
  }
  // Nothing is on a line before the first is prepared, and the last one still has its end before it.
  for (const [line, { mib, before, after }] of lines)
    offer(before + mib / shared.lineMiBps(line) + after, `the line ${line}`);
  for (const [method, work] of methods)
    offer(work / shared.methodPlaces(method), `how many moves ${method} runs at a time`);
  for (const { work, mib, rate, job } of hosts.values()) {
    offer(work / shared.hostPlaces(job.method), `how many moves read from host ${job.host ?? ''} at a time`);
    offer(mib / rate, `what host ${job.host ?? ''} reads`);
  }
  offer(checks / shared.checkers, 'the people who check');
  return best;
}
