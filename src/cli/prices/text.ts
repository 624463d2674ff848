/** Price lists as people read them. */

import type {
  PriceDeletedDocument,
  PriceFetchReceiptDocument,
  PriceReceiptDocument,
} from '../../api/price-receipts.ts';
import type { PriceDiffDocument, PriceListDetails, PriceListDocument } from '../../api/prices.ts';
import { countText, plural } from '../output/format.ts';
import { table } from '../output/table.ts';

export const listLine = ({ id, asOf, offers, regions }: PriceListDocument): string =>
  `${id}, ${asOf}: ${plural(offers, 'price')} in ${plural(regions, 'region')}`;

export function detailsText({ list, items, total, regions }: PriceListDetails): string {
  const extras = [...new Set(regions.flatMap((region) => region.extras))].sort();
  return [
    `${listLine(list)}${list.builtIn ? ' (built-in example)' : ''}`,
    `  from ${list.source}  ${list.digest}`,
    ...(list.stale ? [`! ${countText(list.ageDays ?? 0)} days old: fetch or import a current list`] : []),
    ...(extras.length === 0 ? [] : [`  also: ${extras.join(', ')}`]),
    ...(list.versions.length > 1
      ? [
          `  versions: ${list.versions.map(({ version, inForce }) => `${version}${inForce ? ' (in force)' : ''}`).join(', ')}`,
        ]
      : []),
    '',
    table(
      {
        noun: 'price',
        items,
        name: ({ size }) => size,
        columns: [
          { header: 'REGION', value: ({ region }) => region },
          { header: 'SIZE', value: ({ size }) => size },
          { header: 'VCPU', value: ({ vcpu }) => vcpu, align: 'right' },
          { header: 'GIB', value: ({ memoryGiB }) => memoryGiB, align: 'right' },
          { header: 'USD/H', value: ({ usdPerHour }) => usdPerHour, align: 'right' },
          { header: 'WINDOWS', value: ({ windowsUsdPerHour }) => rounded(windowsUsdPerHour), align: 'right' },
          { header: 'SPOT', value: ({ spotUsdPerHour }) => rounded(spotUsdPerHour), align: 'right' },
          { header: 'RES 1Y', value: ({ reserved1yUsdPerHour }) => rounded(reserved1yUsdPerHour), align: 'right' },
          { header: 'RES 3Y', value: ({ reserved3yUsdPerHour }) => rounded(reserved3yUsdPerHour), align: 'right' },
          {
            header: 'PLAN 1Y',
            value: ({ savingsPlan1yUsdPerHour }) => rounded(savingsPlan1yUsdPerHour),
            align: 'right',
          },
          {
            header: 'PLAN 3Y',
            value: ({ savingsPlan3yUsdPerHour }) => rounded(savingsPlan3yUsdPerHour),
            align: 'right',
          },
        ],
      },
      false,
    ),
    ...(total > items.length ? [`${countText(total - items.length)} more (--limit, --region, --size, -o json)`] : []),
    '',
  ].join('\n');
}

const rounded = (usd: number | undefined): number | undefined =>
  usd === undefined ? undefined : Math.round(usd * 100_000) / 100_000;

export function diffText(diff: PriceDiffDocument): string {
  const head = (side: PriceDiffDocument['from']): string => `${side.id} of ${side.asOf}`;
  return [
    `${head(diff.from)} → ${head(diff.to)}`,
    `  ${plural(diff.addedCount, 'price')} came, ${countText(diff.removedCount)} went, ${plural(diff.changedCount, 'figure')} changed, ${plural(diff.same, 'price')} the same` +
      (diff.medianPct === null ? '' : `; median of prices on demand ${signed(diff.medianPct)} %`),
    ...diff.changed.map(
      ({ region, size, field, before, after, changePct }) =>
        `  ${region} ${size} ${field}: ${before ?? 'none'} → ${after ?? 'none'}${changePct === null ? '' : ` (${signed(changePct)} %)`}`,
    ),
    ...diff.added.slice(0, 5).map(({ region, size }) => `  + ${region} ${size}`),
    ...diff.removed.slice(0, 5).map(({ region, size }) => `  − ${region} ${size}`),
    '',
  ].join('\n');
}

const signed = (pct: number): string => `${pct > 0 ? '+' : ''}${Math.round(pct * 10) / 10}`;

export function fetchText(receipt: PriceFetchReceiptDocument): string {
  const left = Object.entries(receipt.leftOut).map(([reason, count]) => `${countText(count)} ${reason}`);
  return [
    `✓ ${receipt.source}, ${receipt.asOf}: ${plural(receipt.records, 'record')} on ${plural(receipt.pages, 'page')}` +
      (receipt.resumedPages === 0 ? '' : `, ${countText(receipt.resumedPages)} of them from an earlier attempt`),
    ...receipt.lists.flatMap((list) => [
      `  ${list.id}  ${plural(list.offers, 'price')}`,
      ...notInForceLines(list.id, list.digest, list),
    ]),
    ...(left.length === 0 ? [] : [`  left out: ${left.join(', ')}`]),
    ...(receipt.withoutShape.length === 0
      ? []
      : [
          `! ${plural(receipt.withoutShape.length, 'size')} left out: no list says how many vCPU and how much memory they have (${receipt.withoutShape.slice(0, 3).join(', ')}${receipt.withoutShape.length > 3 ? ' …' : ''}). Import a CSV that has them, then fetch again.`,
        ]),
    ...receipt.empty.map(
      (region) => `! no price of a known size in ${region}: check the name of the region and the currency`,
    ),
    '',
  ].join('\n');
}

/** What a person has to know of a list that was brought in and does not count everywhere; empty when it does. */
export function notInForceLines(
  id: string,
  digest: string,
  { why, heldBack }: Pick<PriceReceiptDocument, 'why' | 'heldBack'>,
): string[] {
  const use = `isthmus prices use ${id}@${digest.replace(/^sha256:/, '').slice(0, 12)}`;
  return [
    ...(why === null ? [] : [`! kept, not in force: ${why}. To use it: ${use}`]),
    ...heldBack.map(
      ({ region, sizes, inForce, inForceSizes }) =>
        `! not in force in ${region}: ${plural(sizes, 'size')}, where ${inForce} has ${countText(inForceSizes)}. Sites that name ${id} use it. For the others: ${use}`,
    ),
  ];
}

export function deletedText({ id, removed, kept }: PriceDeletedDocument): string {
  return [
    `✓ price-list/${id}  deleted: ${removed.join(', ') || 'out of force'}`,
    ...(kept.length === 0
      ? []
      : [
          `! archived, since stored placements were made with it: ${kept.join(', ')} (isthmus prices use ${id}@… brings it back)`,
        ]),
    '',
  ].join('\n');
}
