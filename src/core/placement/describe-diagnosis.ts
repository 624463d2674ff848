/** What would have to give way, in words: memory at fra + 312 GiB, the pin "…" , policy gdpr-44 at azure-us. */

import { demandOf } from '../cost/demand.ts';
import type { PreparedPlacement } from './build.ts';
import { reasonsOf } from './diagnose-obstacles.ts';
import { keyOf } from './diagnosis.ts';
import type { Diagnosis as Found, Relaxable } from './diagnosis.ts';
import { hopsText, reasonText } from './reason-text.ts';
import type { Diagnosis, InfeasibleReason } from './result.ts';

const EXAMPLES = 3;

/**
 * `found`: over units. Groups that share a set of constraints are one diagnosis; most workloads first. Those of which a
 * fact is unknown that no site can do without come after them: no site is to be relaxed for them.
 */
export function describeDiagnoses(prepared: PreparedPlacement, found: readonly Found[]): Diagnosis[] {
  const unknown = new Map<string, { readonly rows: number[]; lacking: number }>();
  const described: Diagnosis[] = [];
  const skipped: Diagnosis[] = [];
  for (const { workloads, site, relax, minimal } of found) {
    const unseen = relax[0]?.kind === 'not-looked-at';
    const units: number[] = [];
    for (const unit of workloads) {
      const members = prepared.units.members[unit] ?? [];
      const facts = unseen ? [] : members.flatMap((row) => unknownFact(prepared, row) ?? []);
      const [fact] = facts;
      if (fact === undefined) {
        units.push(unit);
        continue;
      }
      const those = unknown.get(fact) ?? { rows: [], lacking: 0 };
      those.rows.push(...members);
      those.lacking += facts.filter((each) => each === fact).length;
      unknown.set(fact, those);
    }
    if (units.length === 0) continue;
    const rows = units.flatMap((unit) => prepared.units.members[unit] ?? []);
    const hidden = hiddenReasons(prepared, units, relax);
    (unseen ? skipped : described).push({
      workloads: rows.length,
      examples: examplesOf(prepared, rows),
      siteId: prepared.problem.siteIds[site] ?? null,
      relax: [...relax, ...hidden].map((each) => inWords(prepared, each, rows.length)),
      minimal: minimal && hidden.length === 0,
    });
  }
  for (const [fact, { rows, lacking }] of [...unknown].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const what =
      lacking === 1
        ? `${fact} of 1 workload is unknown: state it`
        : `${fact} of ${lacking} workloads is unknown: state it`;
    described.push({
      workloads: rows.length,
      examples: examplesOf(prepared, rows),
      siteId: null,
      relax: [{ what, constraint: { kind: 'unknown-fact', fact, workloads: lacking } }],
      // Nothing else places them, but whether they fit once it is known, nobody can say.
      minimal: false,
    });
  }
  return [...described, ...skipped];
}

/** What no price and no size can be worked out without; undefined: known. */
function unknownFact({ workloads }: PreparedPlacement, row: number): string | undefined {
  const workload = workloads[row];
  const demand = workload === undefined ? undefined : demandOf(workload);
  return demand !== undefined && 'unknown' in demand ? demand.unknown : undefined;
}

/**
 * A unit shows the obstacles of one of its members at a site; what keeps the other members off the same site has to give
 * way as well.
 */
function hiddenReasons(
  { problem, units }: PreparedPlacement,
  of: readonly number[],
  relax: readonly Relaxable[],
): Relaxable[] {
  const seen = new Set(relax.map((each) => keyOf(each)));
  const hidden: Relaxable[] = [];
  for (const entry of relax) {
    if (entry.kind !== 'reason') continue;
    for (const unit of entry.workload === undefined ? of : [entry.workload]) {
      const members = units.members[unit] ?? [];
      if (members.length === 1) continue;
      for (const each of reasonsOf(problem, members, entry.site)) {
        if (each.kind !== 'reason') continue;
        const { kind } = each.reason;
        // The partner's own reason is listed as well; a hard rule is a cap, which the search saw.
        if (kind === 'shared-disk' || kind === 'together' || kind === 'rule') continue;
        const missing = entry.workload === undefined ? each : { ...each, workload: entry.workload };
        if (seen.has(keyOf(missing))) continue;
        seen.add(keyOf(missing));
        hidden.push(missing);
      }
    }
  }
  return hidden;
}

function examplesOf(prepared: PreparedPlacement, rows: readonly number[]): string[] {
  return rows.slice(0, EXAMPLES).map((row) => nameOf(prepared, row));
}

function nameOf({ workloads }: PreparedPlacement, row: number): string {
  return workloads[row]?.facts.name ?? workloads[row]?.id ?? '';
}

function inWords(prepared: PreparedPlacement, relax: Relaxable, workloads: number): Diagnosis['relax'][number] {
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
    case 'not-looked-at':
      return {
        what: `what is not known: these ${workloads} were not looked at`,
        constraint: { kind: 'not-looked-at', workloads },
      };
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
    case 'path':
      return `the way to ${siteId}: ${hopsText(reason.hops)}`;
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
