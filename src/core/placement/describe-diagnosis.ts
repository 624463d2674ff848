/** What would have to give way, in words: memory at fra + 312 GiB, the pin "…" , policy gdpr-44 at azure-us. */

import type { PreparedPlacement } from './build.ts';
import type { Diagnosis as Found, Relaxable } from './diagnosis.ts';
import { reasonText } from './reason-text.ts';
import type { Diagnosis, InfeasibleReason } from './result.ts';

const EXAMPLES = 3;

/** `found`: over units. Groups that share a set of constraints are one diagnosis; most workloads first. */
export function describeDiagnoses(prepared: PreparedPlacement, found: readonly Found[]): Diagnosis[] {
  // A cap stricter than its rule may be what stands in the way: then nothing is proved.
  const tightened = prepared.search.caps.some((cap) => cap.tightened === true);
  return found.map(({ workloads, site, relax, minimal }) => {
    const rows = Array.from(workloads).flatMap((unit) => prepared.units.members[unit] ?? []);
    return {
      workloads: rows.length,
      examples: rows.slice(0, EXAMPLES).map((row) => nameOf(prepared, row)),
      siteId: prepared.problem.siteIds[site] ?? null,
      relax: relax.map((each) => inWords(prepared, each)),
      minimal: minimal && !tightened,
    };
  });
}

function nameOf({ workloads }: PreparedPlacement, row: number): string {
  return workloads[row]?.facts.name ?? workloads[row]?.id ?? '';
}

function inWords(prepared: PreparedPlacement, relax: Relaxable): Diagnosis['relax'][number] {
  const { search } = prepared;
  switch (relax.kind) {
    case 'capacity': {
      const resource = search.resources[relax.resource] ?? '';
      const siteId = search.siteIds[relax.site] ?? '';
      return {
        what: `${NAME[resource] ?? resource} at ${siteId} + ${amountOf(resource, relax.amount)}`,
        constraint: { kind: 'capacity', siteId, resource, amount: relax.amount },
      };
    }
    case 'cap': {
      const cap = search.caps[relax.cap];
      const at = cap?.buckets[relax.bucket] ?? '';
      const { rule = '', subject = '' } = cap ?? {};
      return {
        what: `rule ${rule} on ${subject} at ${at} + ${round(relax.amount)}`,
        constraint: { kind: 'rule', rule, subject, at, amount: relax.amount },
      };
    }
    case 'link': {
      const link = search.links[relax.link];
      const rule = prepared.rules.latencyRules[link?.class ?? -1]?.id ?? '';
      const [a = '', b = ''] = [link?.a, link?.b].map((unit) =>
        nameOf(prepared, prepared.units.members[unit ?? -1]?.[0] ?? -1),
      );
      return { what: `rule ${rule} between ${a} and ${b}`, constraint: { kind: 'latency', rule, between: [a, b] } };
    }
    case 'reason': {
      const siteId = search.siteIds[relax.site] ?? '';
      const who =
        relax.workload === undefined ? undefined : nameOf(prepared, prepared.units.members[relax.workload]?.[0] ?? -1);
      return {
        what: `${obstacle(relax.reason, siteId)}${who === undefined ? '' : ` for ${who}, which makes room`}`,
        constraint: { ...relax.reason, siteId, ...(who === undefined ? {} : { workload: who }) },
      };
    }
  }
}

function obstacle(reason: InfeasibleReason, siteId: string): string {
  switch (reason.kind) {
    case 'pin':
      return `the pin "${reason.reason}" at ${siteId}`;
    case 'policy':
      return `policy ${reason.rules.join(', ')} at ${siteId}`;
    case 'readiness':
      return `readiness at ${siteId}: ${reason.rules.join(', ')}`;
    case 'closed':
      return `${siteId} takes no new workloads`;
    case 'rule':
      return `rule ${reason.rule} on ${reason.subject} at ${reason.at}`;
    default:
      return `${siteId}: ${reasonText(reason)}`;
  }
}

const NAME: Readonly<Record<string, string>> = {
  vcpu: 'vCPU',
  memoryMiB: 'memory',
  diskGiB: 'disk',
  gpus: 'GPUs',
  ipAddresses: 'addresses',
  iops: 'disk operations a second',
};

function amountOf(resource: string, amount: number): string {
  if (resource === 'memoryMiB') return `${round(amount / 1024)} GiB`;
  return resource === 'diskGiB' ? `${round(amount)} GiB` : String(round(amount));
}

/** Up, so that the figure is enough. */
function round(value: number): number {
  return Math.ceil(value * 100 - 1e-6) / 100;
}
