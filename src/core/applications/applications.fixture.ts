/** Small estates of ends and edges for tests. */

import type { Dependency } from '../model/estate.ts';
import type { WorkloadEnd } from './ends.ts';

export function end(id: string, over: Partial<WorkloadEnd> = {}): WorkloadEnd {
  const nothing = { uuids: [], macs: [], addresses: [], known: [] };
  return { id, kind: 'vm', name: id, ...nothing, mayTalk: true, sources: ['vc'], ...over };
}

export function calls(from: string, to: string, over: Partial<Dependency> = {}): Dependency {
  return {
    fromWorkloadId: from,
    toWorkloadId: to,
    port: 443,
    protocol: 'tcp',
    connections: 100,
    confidencePct: 80,
    evidence: 'test',
    sourceId: 'flows',
    ...over,
  };
}

/** Three tiers: every web machine calls every app machine, those call the database. */
export function tiers(name: string, web = 3, app = 2): { ends: WorkloadEnd[]; dependencies: Dependency[] } {
  const ids = (tier: string, count: number): string[] =>
    Array.from({ length: count }, (_, i) => `${name}-${tier}${i + 1}`);
  const [webs, apps, dbs] = [ids('web', web), ids('app', app), ids('db', 1)];
  return {
    ends: [...webs, ...apps, ...dbs].map((id) => end(id)),
    dependencies: [
      ...webs.flatMap((from) => apps.map((to) => calls(from, to, { port: 8080 }))),
      ...apps.flatMap((from) => dbs.map((to) => calls(from, to, { port: 1433, service: 'ms-sql-s' }))),
    ],
  };
}
