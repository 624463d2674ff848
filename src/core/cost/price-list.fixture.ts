/** A small price list for tests. */

import type { Offer, PriceList } from './price-list.ts';

/** Of one region, "westeurope". */
export const listOf = (offers: readonly Offer[]): PriceList => ({
  id: 'mine',
  name: 'mine',
  currency: 'USD',
  asOf: '2026-11-01',
  source: 'test',
  digest: 'sha256:0',
  builtIn: false,
  regions: { westeurope: offers },
});
