/** Whether a workload may go to a site at all, whatever it costs: doors, pins, law and readiness. */

import type { Readiness, TargetId } from '../assess/verdict.ts';
import type { Workload } from '../model/workload.ts';
import type { Site } from '../policy/site.ts';
import type { PlacementInput, ReadinessAnswer } from './input.ts';
import type { PinAnswer, Pins } from './pins.ts';
import type { InfeasibleReason } from './result.ts';

export interface Entry {
  /** Empty: it may. The first one is the binding one. */
  readonly obstacles: readonly InfeasibleReason[];
  readonly readiness: Readiness;
  readonly conditions: number;
  /** The law's answer is unknown, and that was allowed. */
  readonly policyUnknown: boolean;
  /** The same of the way there. */
  readonly pathUnknown: boolean;
}

/** Prepares the answer for many pairs. `column`: position in `sites`; `staying`: the workload runs there now. */
export function createEntry(
  input: PlacementInput,
  sites: readonly Site[],
  pins: Pins,
): (workload: Workload, column: number, staying: boolean) => Entry {
  const settings = input.sites.placement;
  let pinned: { readonly workload: Workload; readonly at: (column: number) => PinAnswer } | undefined;
  return (workload, column, staying) => {
    const site = sites[column];
    if (site === undefined) throw new RangeError(`no site ${column}`);
    const obstacles: InfeasibleReason[] = [];
    if (!staying && !site.acceptsWorkloads) obstacles.push({ kind: 'closed' });
    // Sites are asked one after the other for the same workload: its pins are matched once.
    if (pinned?.workload !== workload) pinned = { workload, at: pins.of(workload) };
    const pin = pinned.at(column);
    if (pin.blockedBy !== undefined) obstacles.push({ kind: 'pin', reason: pin.blockedBy });
    const unknownAllowed = settings.allowUnknownPolicy !== false;
    if (!unknownAllowed) {
      for (const { reason, needs } of pin.unknown)
        obstacles.push({ kind: 'pin', reason: `${reason} (unknown: needs ${needs.join(', ')})` });
    }
    const policy = input.policy(workload, site.id);
    if (policy.verdict === 'fail') obstacles.push({ kind: 'policy', rules: policy.violated });
    else if (policy.verdict === 'unknown' && !unknownAllowed) {
      obstacles.push({ kind: 'policy', rules: asUnknown(policy.unknown) });
    }
    // What may not run there need not be brought there.
    const way =
      staying || policy.verdict === 'fail'
        ? undefined
        : input.paths?.answer(workload, input.currentSiteOf(workload), site.id);
    if (way?.verdict === 'violated') obstacles.push({ kind: 'path', method: way.method, hops: way.broken });
    else if (way?.verdict === 'unknown' && !unknownAllowed) {
      const hops = way.unknown.map((hop) => ({ ...hop, rules: asUnknown(hop.rules) }));
      obstacles.push({ kind: 'path', method: way.method, hops });
    }
    const answer = staying ? input.readiness(workload, 'stay') : asNewcomer(input, workload, site);
    const readiness = answer?.readiness ?? 'unknown';
    if (readiness === 'not-ready') obstacles.push({ kind: 'readiness', rules: answer?.rules ?? [] });
    else if (readiness === 'unknown' && !settings.allowUnknownReadiness) {
      obstacles.push({ kind: 'readiness', rules: asUnknown(answer?.rules ?? ['not assessed']) });
    }
    const policyUnknown = policy.verdict === 'unknown' && unknownAllowed;
    const pathUnknown = way?.verdict === 'unknown' && unknownAllowed;
    return { obstacles, readiness, conditions: answer?.conditions ?? 0, policyUnknown, pathUnknown };
  };
}

function asUnknown(rules: readonly string[]): readonly string[] {
  return rules.map((rule) => `${rule} (unknown)`);
}

/** Targets that run a workload as a virtual machine. */
const MACHINE_TARGETS: readonly TargetId[] = ['openshift-virtualization', 'azure-vm', 'kvm', 'hyperv', 'azure-local'];

/**
 * Readiness for a site the workload does not run at. A site whose target is "stay" takes machines of its own platform
 * without converting them; others are not judged for it by anybody. A container is not a machine.
 */
function asNewcomer(input: PlacementInput, workload: Workload, site: Site): ReadinessAnswer | undefined {
  const refuse = (rule: string): ReadinessAnswer => ({ readiness: 'not-ready', rules: [rule], conditions: 0 });
  if (workload.kind !== 'vm' && MACHINE_TARGETS.includes(site.target))
    return refuse('does not run as a virtual machine');
  const from = workload.facts.platform;
  if (site.target !== 'stay' || from === undefined || from === site.platform)
    return input.readiness(workload, site.target);
  return refuse(`no way from ${from} to ${site.platform} is judged`);
}
