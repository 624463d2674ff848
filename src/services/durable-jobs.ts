/** The kinds of work that any process can take over, by the kind of their operation. */

import type { DurableJob, DurableJobKind } from './durable-job.ts';

export const DURABLE_JOBS = {
  place: { canStop: true, load: async () => (await import('./place-estate.ts')).placeEstate },
  scenario: { canStop: true, load: async () => (await import('./place-scenario.ts')).placeScenario },
  drill: { canStop: true, load: async () => (await import('./drill-placement.ts')).drillPlacement },
  exit: { canStop: true, load: async () => (await import('./exit-make.ts')).makeExitPlan },
  'gpu-plan': { canStop: true, load: async () => (await import('./gpu-plan.ts')).planGpus },
  'gpu-defrag': { canStop: false, load: async () => (await import('./gpu-defrag.ts')).defragGpus },
  size: { canStop: false, load: async () => (await import('./size-hosts.ts')).sizeEstate },
  rebalance: { canStop: true, load: async () => (await import('./rebalance-site.ts')).rebalanceSite },
  replay: { canStop: false, load: async () => (await import('./replay.ts')).replayJob },
} satisfies Readonly<Record<string, DurableJobKind<never>>>;

export type DurableKind = keyof typeof DURABLE_JOBS;
export type DurableInput<Kind extends DurableKind> = Parameters<
  Awaited<ReturnType<(typeof DURABLE_JOBS)[Kind]['load']>>
>[1];

export const DURABLE_KINDS = Object.keys(DURABLE_JOBS) as readonly DurableKind[];

/** Its input is what was stored when the operation was asked for, by this very release or one before. */
export async function loadJob(kind: string): Promise<DurableJob<unknown>> {
  const found = Object.entries(DURABLE_JOBS).find(([name]) => name === kind)?.[1];
  if (found === undefined) throw new TypeError(`no durable job is called ${kind}`);
  return (await found.load()) as DurableJob<unknown>;
}
