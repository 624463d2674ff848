/** Applications and who calls whom, in terms of what the sources call their machines. */

import type { Application, Dependency } from '../../core/model/estate.ts';
import { hashOf, randomFor } from './random.ts';
import { tagsOf } from './machine/tags.ts';
import type { EstatePlan, Slot } from './plan.ts';

/** A machine by its source's own id; the estate gives it a workload id when observations are merged. */
export interface WorkloadRef {
  readonly sourceId: string;
  readonly nativeId: string;
}

export interface SimulatedApplication extends Pick<Application, 'name' | 'origin' | 'evidence'> {
  readonly members: readonly WorkloadRef[];
}

export interface SimulatedDependency extends Omit<Dependency, 'fromWorkloadId' | 'toWorkloadId' | 'sourceId'> {
  readonly from: WorkloadRef;
  readonly to: WorkloadRef;
}

type RefOf = (slot: Slot) => WorkloadRef;

/** Applications that somebody could know of: from the tag on their machines. */
export function applicationsOf(plan: EstatePlan, refOf: RefOf): SimulatedApplication[] {
  return plan.applications.flatMap((application): SimulatedApplication[] => {
    const members = application.slots.filter((slot) => tagsOf(plan.seed, slot).application !== undefined);
    if (members.length === 0) return [];
    return [
      {
        name: application.name,
        origin: 'tag',
        evidence: `tag Application = "${application.name}"`,
        members: members.map(refOf),
      },
    ];
  });
}

/** Calls between tiers, and from every application's machines to a domain controller of the same source. */
export function dependenciesOf(plan: EstatePlan, refOf: RefOf): SimulatedDependency[] {
  const controllers = plan.slots.map((slots) =>
    slots.filter((slot) => slot.tier.special === 'domain-controller' && slot.power === 'on'),
  );
  return plan.applications.flatMap((application) => {
    const random = randomFor(plan.seed, 'flows', application.index);
    const running = application.slots.filter(
      (slot) => slot.power === 'on' && !slot.template && slot.placeholderFor === undefined,
    );
    const calls = application.kind.calls.flatMap(([from, to]) =>
      running
        .filter((slot) => slot.tier.key === from)
        .flatMap((caller) =>
          running
            .filter((slot) => slot.tier.key === to)
            .map((called) =>
              edge(caller, called, called.tier.port, called.tier.service, random.between(70, 99), refOf),
            ),
        ),
    );
    const logons = running.flatMap((slot, i): SimulatedDependency[] => {
      const near = controllers[slot.source] ?? [];
      const controller = near[hashOf(plan.seed, 'controller', application.index) % Math.max(1, near.length)];
      const joined = i === 0 && slot.guest.family === 'windows' && slot.tier.special !== 'domain-controller';
      return joined && controller !== undefined ? [edge(slot, controller, 389, 'ldap', 95, refOf)] : [];
    });
    return [...calls, ...logons];
  });
}

function edge(
  from: Slot,
  to: Slot,
  port: number | undefined,
  service: string | undefined,
  confidencePct: number,
  refOf: RefOf,
): SimulatedDependency {
  return {
    from: refOf(from),
    to: refOf(to),
    ...(port === undefined ? {} : { port, protocol: 'tcp' as const }),
    ...(service === undefined ? {} : { service }),
    confidencePct,
    evidence: `simulated flow records of 30 days: ${from.tier.key} tier to ${to.tier.key} tier`,
  };
}
