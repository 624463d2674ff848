/** The difference between two placements in a sentence. Pure but for the reader's locale. */

import type { PlacementComparisonDocument } from '../../../api/placements.ts';
import { countOf, countText, percentText, usdText } from '../../shared/format.ts';
import { changePct } from '../words.ts';

type Said = Pick<PlacementComparisonDocument, 'totalUsdPerMonth' | 'migrationUsdOneOff' | 'unplaced' | 'different'> & {
  readonly a: Pick<PlacementComparisonDocument['a'], 'totalUsdPerMonth'>;
  readonly b: Pick<PlacementComparisonDocument['b'], 'totalUsdPerMonth'>;
};

/** Less than this a month is no difference. */
const CENT = 0.005;

export function comparisonWords(comparison: Said): string {
  const { a, b, totalUsdPerMonth, migrationUsdOneOff, unplaced, different } = comparison;
  const pct = changePct(a.totalUsdPerMonth, b.totalUsdPerMonth);
  const parts = [
    Math.abs(totalUsdPerMonth) < CENT
      ? 'B costs as much as A'
      : `B costs ${usdText(Math.abs(totalUsdPerMonth))} a month ${totalUsdPerMonth < 0 ? 'less' : 'more'} than A${pct === null ? '' : ` (${percentText(Math.abs(pct))})`}`,
  ];
  if (Math.abs(migrationUsdOneOff) >= CENT)
    parts.push(
      `moving costs ${usdText(Math.abs(migrationUsdOneOff))} ${migrationUsdOneOff < 0 ? 'less' : 'more'} once`,
    );
  if (unplaced !== 0)
    parts.push(`${countText(Math.abs(unplaced))} ${unplaced > 0 ? 'more' : 'fewer'} with nowhere to go`);
  parts.push(different === 0 ? 'nothing is placed elsewhere' : `${countOf(different, 'workload')} placed elsewhere`);
  return `${parts.join('; ')}.`;
}

/** Whether both totals count the same workloads. */
export function isOfTheSame({
  flows,
  onlyInA,
  onlyInB,
}: Pick<PlacementComparisonDocument, 'flows' | 'onlyInA' | 'onlyInB'>): boolean {
  return onlyInA === 0 && onlyInB === 0 && flows.every(({ siteA, siteB }) => siteA !== null && siteB !== null);
}
