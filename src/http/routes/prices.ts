/** Price lists, and workloads priced by them. */

import type { priceRoutes } from '../../api/prices.ts';
import type { Background } from '../background.ts';
import type { Handlers } from '../handler.ts';
import type { AppOptions } from '../server-settings.ts';
import { takeUpload } from '../upload.ts';

const described = () => import('../../services/describe-price-lists.ts');

export function priceHandlers(options: AppOptions, background: Background): Handlers<typeof priceRoutes> {
  return {
    async importPriceList(context, { query, body, request }) {
      const { importPriceList } = await import('../../services/import-prices.ts');
      const { fileName, ...rest } = query;
      await using file = await takeUpload(context.home, { body, request, fileName }, options);
      const { builtInPriceList } = await import('../../core/cost/price-list.ts');
      const about = {
        today: context.clock().toISOString().slice(0, 10),
        builtIn: builtInPriceList(await context.catalog()),
      };
      const receipt = await importPriceList(context.home, { path: file.path, fileName, ...rest, ...about });
      return {
        ...receipt,
        refused: receipt.refused.map((row) => ({ ...row })),
        heldBack: receipt.heldBack.map((one) => ({ ...one })),
      };
    },
    async listPriceLists(context) {
      const items = await (await described()).describePriceLists(context);
      return { items, total: items.length };
    },
    async fetchPriceLists(context, { body }) {
      const { fetchPrices } = await import('../../services/fetch-prices.ts');
      return background.start(context, 'fetch-prices', (inner) => fetchPrices(inner, body));
    },
    comparePriceLists: async (context, { query }) => (await described()).comparePriceLists(context, query),
    getPriceList: async (context, { params, query }) => (await described()).getPriceList(context, params.id, query),
    usePriceList: async (context, { params }) => (await described()).putPriceListInForce(context, params.id),
    async deletePriceList(context, { params }) {
      const { deletePriceList } = await import('../../services/delete-prices.ts');
      return deletePriceList(context, params.id);
    },
    async priceWorkloads(context, { query }) {
      const { priceWorkloads } = await import('../../services/price-workloads.ts');
      return priceWorkloads(context, query);
    },
    async priceSiteLines(context, { query }) {
      const { priceSiteLines } = await import('../../services/price-workloads.ts');
      return priceSiteLines(context, query);
    },
  };
}
