/** What a check says of waivers: how much they cover, which end soon, which do not cover any more. */

import type { CheckSummaryDocument } from '../../api/checks.ts';
import { plural } from '../output/format.ts';

const NO_WORKLOADS = { waived: 0 };
const NOTHING_WAIVED: Pick<CheckSummaryDocument, 'waived' | 'waivers' | 'warnings'> = {
  waived: { violated: 0, unknown: 0 },
  waivers: [],
  warnings: [],
};

/** A server of an older release says nothing of waivers and of doubtful classes, because it knows none. */
export const completed = (summary: CheckSummaryDocument): CheckSummaryDocument => ({
  ...NOTHING_WAIVED,
  ...summary,
  workloads: { ...NO_WORKLOADS, ...summary.workloads },
});

export function waiverLines({ waived, waivers }: Pick<CheckSummaryDocument, 'waived' | 'waivers'>): string[] {
  const covered = waived.violated + waived.unknown;
  const unknown = waived.unknown === 0 ? '' : `, ${waived.unknown} of them unknown risks`;
  return [
    ...(covered === 0
      ? []
      : [`~ waived    ${plural(covered, 'finding')}${unknown}: isthmus get findings --state waived`]),
    ...waivers
      .filter(({ endsSoon }) => endsSoon)
      .map(
        (waiver) =>
          `! waiver ${nameOf(waiver)} of ${waiver.owner} ends ${endText(waiver.daysLeft)} (${waiver.expiresOn}): ${plural(waiver.applied, 'finding')} will be open`,
      ),
    ...waivers
      .filter(({ lapsed }) => lapsed > 0)
      .map(
        (waiver) =>
          `! waiver ${nameOf(waiver)} does not cover ${plural(waiver.lapsed, 'finding')} any more: ${waiver.reason ?? ''}`,
      ),
  ];
}

const nameOf = ({ id, name }: { readonly id: string; readonly name: string | null }): string => name ?? id;
const endText = (days: number): string => (days === 0 ? 'today' : `in ${plural(days, 'day')}`);
