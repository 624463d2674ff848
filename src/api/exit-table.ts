/** Exit plans as a register for an auditor: one row per function and operator, the same in every file made of them. */

import { packageOf } from '../core/cost/tco/workbook/package.ts';
import type { Sheet } from '../core/cost/tco/workbook/cells.ts';
import type { ExitPlanDocument, OperatorExitDocument } from './exit.ts';

export interface ExitRow {
  readonly function: string;
  readonly critical: 'yes' | 'no' | 'unknown';
  readonly operator: string;
  readonly sites: string;
  readonly workloads: number | null;
  readonly cannotLeave: number | null;
  readonly substitutability: string;
  readonly strategy: 'yes' | 'no' | 'unknown';
  readonly goesTo: string;
  readonly waves: string;
  readonly computedOn: string;
  readonly changedSince: string;
  readonly planId: string;
}

export const EXIT_COLUMNS: readonly {
  readonly header: string;
  readonly width: number;
  readonly value: (row: ExitRow) => string | number | null;
}[] = [
  { header: 'function', width: 30, value: (row) => row.function },
  { header: 'critical or important', width: 18, value: (row) => row.critical },
  { header: 'operator', width: 24, value: (row) => row.operator },
  { header: 'sites', width: 24, value: (row) => row.sites },
  { header: 'workloads', width: 11, value: (row) => row.workloads },
  { header: 'substitutability', width: 20, value: (row) => row.substitutability },
  { header: 'exit strategy in place', width: 18, value: (row) => row.strategy },
  { header: 'date of the exit plan', width: 18, value: (row) => row.computedOn },
  { header: 'cannot leave', width: 12, value: (row) => row.cannotLeave },
  { header: 'goes to', width: 26, value: (row) => row.goesTo },
  { header: 'waves', width: 10, value: (row) => row.waves },
  { header: 'changed since', width: 40, value: (row) => row.changedSince },
  { header: 'exit plan', width: 24, value: (row) => row.planId },
];

export const operatorText = (operator: string | null): string => operator ?? 'unknown: nobody names the operator';

export const CRITICAL_TEXT = (critical: boolean | null): ExitRow['critical'] =>
  critical === null ? 'unknown' : critical ? 'yes' : 'no';

/** `plans`: by id, of those that have one. An operator without a plan is one row that says so. */
export function exitRows(
  operators: readonly OperatorExitDocument[],
  plans: ReadonlyMap<string, ExitPlanDocument>,
): readonly ExitRow[] {
  return operators.flatMap(({ operator, siteIds, workloads, criticalFunctions, strategyInPlace, plan }): ExitRow[] => {
    const shared = { operator: operatorText(operator), sites: siteIds.join(', '), strategy: strategyInPlace };
    const found = plan === null ? undefined : plans.get(plan.id);
    if (plan === null || found === undefined) {
      const { certain, possible } = criticalFunctions;
      return [
        {
          ...shared,
          function: 'all of this operator: no exit plan was made',
          critical: certain > 0 ? 'yes' : possible > 0 ? 'unknown' : 'no',
          workloads,
          cannotLeave: null,
          substitutability: 'unknown',
          goesTo: '',
          waves: '',
          computedOn: '',
          changedSince: '',
          planId: '',
        },
      ];
    }
    return found.functions.map((each) => ({
      ...shared,
      function: each.name,
      critical: CRITICAL_TEXT(each.critical),
      workloads: each.workloads,
      cannotLeave: each.stuck,
      substitutability: each.substitutability,
      goesTo: each.toSiteIds.join(', '),
      waves: each.waves.join(', '),
      computedOn: plan.createdAt.slice(0, 10),
      changedSince: plan.stale.join(' '),
      planId: plan.id,
    }));
  });
}

export function exitWorkbook(rows: readonly ExitRow[]): Uint8Array<ArrayBuffer> {
  const sheet: Sheet = {
    name: 'Exit register',
    widths: EXIT_COLUMNS.map(({ width }) => width),
    frozenRows: 1,
    frozenColumns: 1,
    rows: [
      EXIT_COLUMNS.map(({ header }) => ({ text: header, style: 'head' as const })),
      ...rows.map((row) => EXIT_COLUMNS.map(({ value }) => value(row))),
    ],
  };
  return packageOf([sheet], []);
}
