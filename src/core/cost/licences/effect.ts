/** The licence effect of moves (W5): what places need before and after, what is freed, and what has to be bought. */

import { citeRules } from './terms.ts';
import type { RuleCitation } from './terms.ts';
import { askTexts } from './need.ts';
import type { LicenceNeed } from './need.ts';
import { linuxNeeds, platformNeeds, sqlNeeds } from './other-needs.ts';
import type { LicenceBook, LicencePlace } from './place.ts';
import { LICENCE_PRODUCT_IDS, productOf } from './products.ts';
import type { LicenceProductId } from './products.ts';
import { windowsNeeds } from './windows-need.ts';
import type { Licensing } from '../../catalog/licensing.ts';

export function placeNeeds(place: LicencePlace, book: LicenceBook): LicenceNeed[] {
  if (place.guests.length === 0) return [];
  return [
    ...windowsNeeds(place, book),
    ...sqlNeeds(place, book),
    ...linuxNeeds(place, book),
    ...platformNeeds(place, book),
  ];
}

export interface SiteNeed extends LicenceNeed {
  readonly siteId: string;
}

export interface LicenceEffect {
  readonly product: LicenceProductId;
  readonly title: string;
  readonly unit: string;
  /** Units that can be counted; `beforeUnknown` and `afterUnknown` machines or hosts come on top. */
  readonly before: number;
  readonly after: number;
  readonly beforeUnknown: number;
  readonly afterUnknown: number;
  /** Before less after, when that is above 0. Null: what is needed after is not known; with `beforeUnknown` it is at least this. */
  readonly freed: number | null;
  /** After less before, when that is above 0. Null: what is needed before is not known; with `afterUnknown` it is at least this. */
  readonly more: number | null;
  /** Units held; null: nobody said. */
  readonly owned: number | null;
  /** Beyond what is held. Null: what is held, or what is needed, is not known. */
  readonly toBuy: number | null;
  readonly sites: readonly { readonly siteId: string; readonly before: number | null; readonly after: number | null }[];
  readonly how: readonly string[];
  readonly asks: readonly string[];
  readonly rules: readonly RuleCitation[];
}

/** Products counted once for the whole estate, whatever the number of sites. */
const ESTATE_WIDE: ReadonlySet<LicenceProductId> = new Set(['windows-server-access', 'windows-client-rights']);

/** Per product, in the order of the product list. Products nobody needs before or after are left out. */
export function licenceEffects(
  before: readonly SiteNeed[],
  after: readonly SiteNeed[],
  book: LicenceBook,
  licensing: Licensing,
): LicenceEffect[] {
  return LICENCE_PRODUCT_IDS.flatMap((product) => {
    const old = before.filter((entry) => entry.product === product);
    const next = after.filter((entry) => entry.product === product);
    return old.length + next.length === 0 ? [] : [effectOf(product, old, next, book, licensing)];
  });
}

function effectOf(
  product: LicenceProductId,
  before: readonly SiteNeed[],
  after: readonly SiteNeed[],
  { settings, asOf }: LicenceBook,
  licensing: Licensing,
): LicenceEffect {
  const unitsBefore = total(product, before);
  const unitsAfter = total(product, after);
  const held = settings.owned?.filter((entry) => entry.product === product && (entry.until ?? '9999') >= asOf);
  const owned = held === undefined ? null : held.reduce((sum, { units }) => sum + units, 0);
  const beforeUnknown = unknownOf(before);
  const afterUnknown = unknownOf(after);
  const sites = [...new Set([...before, ...after].map(({ siteId }) => siteId))].sort();
  const { title, unit } = productOf(product);
  return {
    product,
    title,
    unit,
    before: unitsBefore,
    after: unitsAfter,
    beforeUnknown,
    afterUnknown,
    freed: afterUnknown > 0 ? null : Math.max(0, unitsBefore - unitsAfter),
    more: beforeUnknown > 0 ? null : Math.max(0, unitsAfter - unitsBefore),
    owned,
    toBuy: owned === null || afterUnknown > 0 ? null : Math.max(0, unitsAfter - owned),
    sites: sites.map((siteId) => ({ siteId, before: at(siteId, before), after: at(siteId, after) })),
    how: [...new Set(after.map(({ siteId, how }) => `${siteId}: ${how}`))],
    asks: [
      // The same machines are asked about before and after: once is enough.
      ...askTexts(after.length > 0 ? after.flatMap(({ asks }) => asks) : before.flatMap(({ asks }) => asks)),
      ...(owned === null && productOf(product).per === 'once'
        ? [`sites.yaml licences.owned: {product: ${product}, units: …} (0 when none)`]
        : []),
    ],
    rules: citeRules(
      licensing,
      [...before, ...after].flatMap(({ rules }) => rules),
    ),
  };
}

function total(product: LicenceProductId, needs: readonly SiteNeed[]): number {
  const units = needs.map((entry) => entry.units ?? 0);
  return ESTATE_WIDE.has(product) ? Math.max(0, ...units) : units.reduce((sum, each) => sum + each, 0);
}

const unknownOf = (needs: readonly SiteNeed[]): number =>
  needs.reduce((sum, { units, counted }) => sum + (units === null ? counted : 0), 0);

function at(siteId: string, needs: readonly SiteNeed[]): number | null {
  const here = needs.filter((entry) => entry.siteId === siteId);
  if (here.some(({ units }) => units === null)) return null;
  return here.reduce((sum, { units }) => sum + (units ?? 0), 0);
}
