/** `isthmus import prices azure-vms-20260520.csv`: a price list for elastic sites. */

import { createReadStream } from 'node:fs';
import { access } from 'node:fs/promises';
import { basename } from 'node:path';
import type { PriceReceiptDocument } from '../../api/price-receipts.ts';
import { ROUTES } from '../../api/routes.ts';
import { failure } from '../../core/errors/registry.ts';
import type { Cli } from '../cli.ts';
import { day } from '../option-values.ts';
import { countText, plural } from '../output/format.ts';
import { printDocument } from '../output/print.ts';
import { notInForceLines } from '../prices/text.ts';

const REFUSED_SHOWN = 5;

export async function importPrices(cli: Cli, path: string, options: { name?: string; asOf?: string }): Promise<void> {
  const asOf = day('--as-of', options.asOf);
  await access(path).catch((cause: unknown) => {
    throw failure('IST-9003', `${path} cannot be read`, { cause });
  });
  const receipt = await (
    await cli.client()
  ).call(ROUTES.importPriceList, {
    query: { fileName: basename(path), asOf, id: options.name },
    stream: createReadStream(path),
  });
  await printDocument(cli, receipt, () => receiptText(path, receipt));
  if (receipt.refusedCount > 0) cli.exitWith(PARTIAL_FAILURE);
}

const PARTIAL_FAILURE = 4;

function receiptText(path: string, receipt: PriceReceiptDocument): string {
  const refused = receipt.refused.slice(0, REFUSED_SHOWN).map(({ row, message }) => `  row ${row}: ${message}`);
  return [
    `✓ ${path}  ${plural(receipt.offers, 'price')} in ${plural(receipt.regions, 'region')} of ${plural(receipt.rows, 'row')}, as of ${receipt.asOf}`,
    `  price list "${receipt.id}"  ${receipt.digest}`,
    ...(receipt.acceleratorOnly + receipt.repeated === 0
      ? []
      : [
          `  left out: ${countText(receipt.acceleratorOnly)} accelerators alone, ${countText(receipt.repeated)} repeated`,
        ]),
    ...(receipt.refusedCount === 0 ? [] : [`! ${plural(receipt.refusedCount, 'row')} cannot be used`, ...refused]),
    ...notInForceLines(receipt.id, receipt.digest, receipt),
    `Use it in sites.yaml: cost: {priceList: ${receipt.id}, priceRegion: …}`,
    '',
  ].join('\n');
}
