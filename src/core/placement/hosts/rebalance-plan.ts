/** Puts the outcomes of all groups into one plan. */

import type { Workload } from '../../model/workload.ts';
import type { Domain } from './estate.ts';
import type { SiteHosts } from './estate-hosts.ts';
import type { BlockedMove } from './move-order.ts';
import type { RebalanceOptions } from './rebalance.ts';
import type { BlockedWorkload, GroupPlan, HostMove, RebalancePlan } from './rebalance-result.ts';
import type { GroupOutcome, GroupSearch } from './rebalance-search.ts';
import { hostTable, loadOf, loadsOf, reasonOf } from './rebalance-text.ts';
import type { Loads } from './rebalance-text.ts';
import { notKnownOf } from './rebalance-unknown.ts';

export function planOf(
  site: string,
  hosts: SiteHosts,
  outcomes: readonly GroupOutcome[],
  options: RebalanceOptions,
  searches: readonly GroupSearch[],
): RebalancePlan {
  const parts = outcomes.map((outcome) => ({ outcome, loads: loadsOf(outcome) }));
  const moves = orderedMoves(parts);
  const cost = { before: 0, after: 0, bound: 0 };
  for (const { outcome } of parts) {
    cost.before += outcome.cost.before;
    cost.after += outcome.cost.after;
    cost.bound += outcome.cost.bound;
  }
  const blocked = parts.flatMap(({ outcome, loads }) => blockedOf(outcome, loads));
  const { notKnown, warnings } = notKnownOf(hosts, outcomes, moves, options);
  return {
    site,
    headroomPct: options.headroomPct,
    tolerancePct: options.tolerancePct,
    vcpuPerCore: options.vcpuPerCore,
    memoryOvercommit: options.memoryOvercommit,
    seed: options.seed,
    iterations: searches.reduce((sum, { iterations }) => sum + iterations, 0),
    groups: parts.map(({ outcome, loads }) => groupPlan(outcome, loads)),
    moves,
    batches: moves.at(-1)?.batch ?? 0,
    blocked,
    memoryMovedGiB: Math.round(moves.reduce((sum, { memoryMiB }) => sum + memoryMiB, 0) / 102.4) / 10,
    cost,
    gapPct: gapOf(cost.after, cost.bound),
    notKnown,
    warnings,
  };
}

const gapOf = (cost: number, bound: number): number | null =>
  cost <= bound ? 0 : bound === 0 ? null : ((cost - bound) / bound) * 100;

const named = ({ id, facts }: Workload): { id: string; name: string } => ({ id, name: facts.name ?? id });

interface Part {
  readonly outcome: GroupOutcome;
  readonly loads: Loads;
}

/** Groups share no host: their batches run side by side, so the n-th batch of the plan is the n-th of every group. */
function orderedMoves(parts: readonly Part[]): HostMove[] {
  const moves: HostMove[] = [];
  const longest = Math.max(0, ...parts.map(({ outcome }) => outcome.order.batches.length));
  for (let batch = 0; batch < longest; batch += 1) {
    for (const { outcome, loads } of parts) {
      const { domain } = outcome;
      for (const move of outcome.order.batches[batch] ?? []) {
        const unit = domain.units[move.workload];
        if (unit === undefined) continue;
        const aside = move.kind !== 'move';
        const { why, reason } = aside
          ? { why: 'out-of-the-way' as const, reason: asideText(domain, move.from, move.to, move.kind) }
          : reasonOf(outcome, loads, move.workload, unit.host, move.to);
        moves.push({
          order: moves.length + 1,
          batch: batch + 1,
          workloads: unit.members.map(named),
          memoryMiB: domain.need[move.workload * domain.resources.length] ?? 0,
          group: domain.name,
          from: domain.hosts[move.from]?.name ?? '',
          to: domain.hosts[move.to]?.name ?? '',
          kind: move.kind,
          why,
          reason,
          needs: [...unit.needs, ...domain.pairNeeds(move.from, move.to)],
        });
      }
    }
  }
  return moves;
}

function asideText(domain: Domain, from: number, to: number, kind: 'move' | 'detour' | 'return'): string {
  const [one, two] = [domain.hosts[from]?.name ?? '', domain.hosts[to]?.name ?? ''];
  return kind === 'return' ? `goes back to ${two}` : `leaves ${one} for a while: others need its room first`;
}

function groupPlan(outcome: GroupOutcome, loads: Loads): GroupPlan {
  const { domain } = outcome;
  const hosts = hostTable(outcome, loads);
  const memory = (when: 'before' | 'after'): number | null => {
    const known = hosts.flatMap((host) => host[when].memoryPct ?? []);
    return known.length === 0 ? null : Math.max(...known);
  };
  const above = (used: Float64Array): number =>
    domain.hosts.filter((_, host) =>
      domain.resources.some(
        (resource, r) =>
          resource !== 'slots' && (loadOf(domain, used, host, r) ?? 0) > outcome.thresholds.target + 1e-9,
      ),
    ).length;
  return {
    name: domain.name,
    hosts,
    workloads: domain.units.reduce((sum, { members }) => sum + members.length, 0),
    highestMemoryPct: { before: memory('before'), after: memory('after') },
    hostsAboveTarget: { before: above(loads.before), after: above(loads.after) },
    cost: outcome.cost,
    counted: [...domain.resources],
  };
}

/** Machines that have to leave and cannot, moves that cannot be made, and who keeps a host above its target. */
function blockedOf(outcome: GroupOutcome, loads: Loads): BlockedWorkload[] {
  const { domain, start, order, reached, thresholds } = outcome;
  const seen = new Set<number>();
  const blocked: BlockedWorkload[] = [];
  const add = (unit: number, to: number | null, reason: string): void => {
    const found = domain.units[unit];
    if (found === undefined || seen.has(unit)) return;
    seen.add(unit);
    blocked.push({
      workloads: found.members.map(named),
      group: domain.name,
      host: domain.hosts[reached[unit] ?? 0]?.name ?? '',
      to: to === null ? null : (domain.hosts[to]?.name ?? ''),
      reason,
    });
  };
  for (const { unit, why, rules, reason } of start.stuck) {
    const must = why === 'evacuate' ? 'its host is to be emptied' : `it breaks ${rules.join(', ')}`;
    add(unit, null, `${must}, but ${reason}`);
  }
  for (const move of order.blocked) add(move.workload, move.to, blockedText(domain, move));
  domain.units.forEach(({ stays }, unit) => {
    const host = reached[unit] ?? 0;
    const full = domain.resources.some(
      (resource, r) => resource !== 'slots' && (loadOf(domain, loads.after, host, r) ?? 0) > thresholds.target + 1e-9,
    );
    if (stays !== undefined && full) add(unit, null, `its host stays above the target, but ${stays}`);
  });
  return blocked;
}

function blockedText(domain: Domain, { by, resource, short, inTheWay }: BlockedMove): string {
  const names = inTheWay.slice(0, 3).map((unit) => domain.units[unit]?.members[0]?.facts.name ?? '?');
  const others = names.length === 0 ? '' : `; in the way: ${names.join(', ')}`;
  if (by !== 'capacity') return `${TEXT[by]}${others}`;
  const id = domain.resources[resource ?? 0];
  const figure = id === 'memoryMiB' ? `${Math.ceil(short / 1024)} GiB of memory` : `${Math.ceil(short / 1000)} cores`;
  return `no order of moves makes room: ${figure} short${others}`;
}

const TEXT = {
  conflict: 'a machine it is kept apart from is still there when its turn comes',
  'not-allowed': 'that host may not take it',
  spread: 'it would leave its set in too few zones',
  dependency: 'something depends on where it is',
} as const;
