/** From a drill that loses an operator's sites to an exit plan: nobody else moves, and nobody is left behind unsaid. */

import type { PreparedPlacement } from '../../placement/build.ts';
import type { DrillResult } from '../../placement/drill.ts';
import type { Assignment, PlacementResult } from '../../placement/result.ts';
import type { Workload } from '../../model/workload.ts';
import { roundTo } from '../moves.ts';
import type { Plan } from '../plan.ts';
import { functionsOf } from './exit-functions.ts';
import { exitMoney } from './exit-money.ts';
import type { ExitPlan } from './exit-plan.ts';
import { exitTime } from './exit-time.ts';
import { noticeDays } from './operators.ts';
import type { ContractTerm, Operator } from './operators.ts';
import { inOrder, obstaclesOf } from './obstacles.ts';
import { stuckReasons } from './stuck.ts';

export interface ExitInput {
  readonly operator: Operator;
  readonly from: ExitPlan['from'];
  readonly prepared: PreparedPlacement;
  /** Site of each workload by position before anybody leaves, or -1. */
  readonly before: Int32Array;
  /** The operator's sites lost, the reserve kept unless asked otherwise, survivors standing still. */
  readonly drill: DrillResult;
  /** Plans the waves of a placement. */
  readonly planWaves: (placement: PlacementResult) => Plan;
  /** Supports a critical or important function; undefined: not known. */
  readonly critical: (workload: Workload) => boolean | undefined;
  readonly terms: readonly ContractTerm[];
  readonly doubleRunMonths: number;
  readonly daysBetweenWaves: number;
}

export interface DescribedExit {
  readonly exit: ExitPlan;
  /** Of those that leave or should, by position: where they go, with cost and reasons. */
  readonly assignments: readonly Assignment[];
}

export function describeExit(input: ExitInput): DescribedExit {
  const { prepared, before, drill, operator, terms } = input;
  const leavers = leaversOf(input);
  const assignments = leavers.map((row) => leaving(drill.outcome.assignment(row), drill));
  const moving = assignments.filter(({ siteId }) => siteId !== null);
  const money = exitMoney(input, assignments);
  const plan = input.planWaves({
    ...drill.outcome.whole,
    totalUsdPerMonth: money.afterUsdPerMonth,
    currentUsdPerMonth: money.nowUsdPerMonth,
    migrationUsdOneOff: money.migrationUsdOneOff,
    unplaced: assignments.length - moving.length,
    assignments: [...assignments, ...stayers(prepared, before, new Set(leavers))],
  });
  const stuck = inOrder(
    leavers.flatMap((row, at) => (assignments[at]?.siteId === null ? [stuckReasons(input, row)] : [])),
  );
  const time = exitTime(plan, input.daysBetweenWaves);
  const unknownSite = before.reduce((count, site) => count + (site < 0 ? 1 : 0), 0);
  return {
    assignments,
    exit: {
      operator: operator.name,
      siteIds: operator.siteIds,
      from: input.from,
      workloads: leavers.length,
      leaving: moving.length,
      stuck,
      obstacles: obstaclesOf(stuck),
      functions: functionsOf(input, leavers, assignments, plan),
      time,
      money,
      contract: terms,
      elsewhere: { unknownSite },
      warnings: [
        ...contractWarnings(input, time.days),
        ...(unknownSite === 0
          ? []
          : [`${unknownSite} workloads run at none of the sites: whether they are at this operator is not known.`]),
        ...(stuck.length === 0
          ? []
          : [
              `${stuck.length} of ${leavers.length} workloads find no other place. That not all can is ${drill.proved ? '' : 'not '}proved.`,
            ]),
        ...todayWarnings(drill),
      ],
      plan,
    },
  };
}

/** Rows at the operator's sites, ascending. */
function leaversOf({ prepared, before, operator }: ExitInput): readonly number[] {
  const left = new Set(operator.siteIds);
  return [...before.keys()].filter((row) => left.has(prepared.problem.siteIds[before[row] ?? -1] ?? ''));
}

/** As the drill has it, in the words of an exit. A site that is lost is one that is left. */
function leaving(assignment: Assignment, { lostSites }: DrillResult): Assignment {
  const { siteId } = assignment;
  if (siteId !== null && lostSites.includes(siteId)) throw new TypeError(`${assignment.workloadId} would not leave`);
  return { ...assignment, why: assignment.why.replaceAll(/site\/[^ )]+ is lost/g, 'left') };
}

function stayers(prepared: PreparedPlacement, before: Int32Array, leavers: ReadonlySet<number>): readonly Assignment[] {
  return prepared.workloads.flatMap((workload, row) => {
    const siteId = prepared.problem.siteIds[before[row] ?? -1];
    if (siteId === undefined || leavers.has(row)) return [];
    return {
      workloadId: workload.id,
      workloadName: workload.facts.name ?? workload.id,
      fromSiteId: siteId,
      siteId,
      target: 'stay' as const,
      moves: false,
      cost: null,
      why: 'Stays: only the operator’s own sites are left.',
      candidates: [],
    };
  });
}

/** A drill's first warning speaks of a plan; here it is where things run. */
function todayWarnings({ notAllowed, outcome }: DrillResult): readonly string[] {
  const { warnings } = outcome.whole;
  if (notAllowed.workloads === 0) return warnings;
  return [
    `${notAllowed.workloads} workloads are today where they may not be, or where they have no price: at other sites they stay all the same.`,
    ...warnings.slice(1),
  ];
}

function contractWarnings({ operator, terms }: ExitInput, days: number): readonly string[] {
  if (operator.own === true) return [];
  const unknown = terms.filter(({ bySite }) => bySite.some(({ value }) => value === null));
  const refused = terms.filter(({ bySite }) => bySite.some(({ value }) => value === false));
  const notice = noticeDays(terms);
  return [
    ...unknown.map(
      ({ title, attribute, bySite }) =>
        `${title}: not known of ${sitesText(bySite.filter(({ value }) => value === null))}; state attributes.${attribute} in sites.yaml.`,
    ),
    ...refused.map(
      ({ title, bySite }) =>
        `${title}: the contract has none for ${sitesText(bySite.filter(({ value }) => value === false))}.`,
    ),
    ...(notice !== null && days > notice
      ? [`Leaving takes ${roundTo(days, 0)} days at the latest, and the contract can end after ${notice}.`]
      : []),
  ];
}

const sitesText = (sites: readonly { readonly siteId: string }[]): string =>
  sites.map(({ siteId }) => siteId).join(', ');
