/** What a place needs in licences for what runs there. Units are null where a fact is missing, and the question says which. */

import type { LicenceProductId } from './products.ts';

/** A fact or setting that is missing, and for how many machines, where they are counted. */
export interface LicenceAsk {
  readonly ask: string;
  readonly machines?: number;
}

export interface LicenceNeed {
  readonly product: LicenceProductId;
  /** In the product's unit. Null: cannot be counted; see `asks`. */
  readonly units: number | null;
  /** Machines, hosts or users that were counted. */
  readonly counted: number;
  /** How the number came about, in words. */
  readonly how: string;
  readonly rules: readonly string[];
  /** Facts and settings that would settle it, with counts. */
  readonly asks: readonly LicenceAsk[];
}

export const need = (
  product: LicenceProductId,
  units: number | null,
  counted: number,
  how: string,
  rules: readonly string[],
  asks: readonly LicenceAsk[] = [],
): LicenceNeed => ({ product, units, counted, how, rules, asks });

/** Each once, its machines added up: "os: server or client (9 machines)". In the order they first come. */
export function askTexts(asks: readonly LicenceAsk[]): string[] {
  const machines = new Map<string, number>();
  for (const { ask, machines: count = 0 } of asks) machines.set(ask, (machines.get(ask) ?? 0) + count);
  return [...machines].map(([ask, count]) => {
    if (count === 0) return ask;
    return `${ask} (${count} ${count === 1 ? 'machine' : 'machines'})`;
  });
}
