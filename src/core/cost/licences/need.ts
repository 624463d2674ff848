/** What a place needs in licences for what runs there. Units are null where a fact is missing, and the question says which. */

import type { LicenceProductId } from './products.ts';

export interface LicenceNeed {
  readonly product: LicenceProductId;
  /** In the product's unit. Null: cannot be counted; see `asks`. */
  readonly units: number | null;
  /** Machines, hosts or users that were counted. */
  readonly counted: number;
  /** How the number came about, in words. */
  readonly how: string;
  readonly rules: readonly string[];
  /** Facts and settings that would settle it, each once, with counts. */
  readonly asks: readonly string[];
}

export const need = (
  product: LicenceProductId,
  units: number | null,
  counted: number,
  how: string,
  rules: readonly string[],
  asks: readonly string[] = [],
): LicenceNeed => ({ product, units, counted, how, rules, asks });
