/** Price lists. */

import type { priceRoutes } from '../../api/prices.ts';
import type { Handlers } from '../handler.ts';
import type { AppOptions } from '../server-settings.ts';
import { takeUpload } from '../upload.ts';

export function priceHandlers(options: AppOptions): Handlers<typeof priceRoutes> {
  return {
    async importPriceList(context, { query, body, request }) {
      const { importPriceList } = await import('../../services/prices.ts');
      const { fileName, ...rest } = query;
      await using file = await takeUpload(context.home, { body, request, fileName }, options);
      const receipt = await importPriceList(context.home, { path: file.path, fileName, ...rest });
      return { ...receipt, refused: receipt.refused.map((row) => ({ ...row })) };
    },
    async listPriceLists(context) {
      const { loadPriceLists } = await import('../../services/prices.ts');
      const items = (await loadPriceLists(context.home)).map(({ regions, ...list }) => {
        const { id, name, asOf, source, digest, currency } = list;
        const perRegion = Object.values(regions);
        return { id, name, asOf, source, digest, currency, regions: perRegion.length, offers: perRegion.flat().length };
      });
      return { items, total: items.length };
    },
  };
}
