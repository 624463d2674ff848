/** Quantities with the units of DMTF (DSP0004): "byte * 2^30", and the older words for them. */

import { entryOf } from '../import-values.ts';

const BYTES_PER_MIB = 1024 * 1024;
const WORDS: Readonly<Record<string, number>> = {
  byte: 1,
  bytes: 1,
  kb: 1024,
  kilobyte: 1024,
  kilobytes: 1024,
  mb: 1024 ** 2,
  mib: 1024 ** 2,
  megabyte: 1024 ** 2,
  megabytes: 1024 ** 2,
  gb: 1024 ** 3,
  gib: 1024 ** 3,
  gigabyte: 1024 ** 3,
  gigabytes: 1024 ** 3,
  tb: 1024 ** 4,
  terabyte: 1024 ** 4,
  terabytes: 1024 ** 4,
};

/** Bytes in one of the unit; without a unit the quantity is in bytes. Undefined for a unit nobody knows. */
export function bytesPer(unit: string | undefined): number | undefined {
  const text = unit?.trim().toLowerCase() ?? 'byte';
  const known = entryOf(WORDS, text);
  if (known !== undefined) return known;
  const power = /^byte\s*\*\s*(2|10)\s*\^\s*(\d{1,2})$/.exec(text);
  if (power !== null) return Number(power[1]) ** Number(power[2]);
  const factor = /^byte\s*\*\s*(\d{1,15})$/.exec(text)?.[1];
  return factor === undefined ? undefined : Number(factor);
}

/** Whole MiB of a quantity; undefined when either part cannot be read or the result is no size. */
export function mibOf(quantity: string | undefined, unit: string | undefined): number | undefined {
  const bytes = bytesPer(unit);
  if (quantity === undefined || bytes === undefined || !/^\d{1,18}(\.\d{1,9})?$/.test(quantity)) return undefined;
  const mib = (Number(quantity) * bytes) / BYTES_PER_MIB;
  return Number.isFinite(mib) && mib < 1e12 ? Math.round(mib) : undefined;
}

/** MHz of "hertz * 10^6" or another power; undefined for other units. */
export function mhzOf(quantity: string | undefined, unit: string | undefined): number | undefined {
  const power = /^hertz\s*\*\s*10\s*\^\s*(\d{1,2})$/i.exec(unit?.trim() ?? '')?.[1];
  if (power === undefined || quantity === undefined || !/^\d{1,12}$/.test(quantity)) return undefined;
  return Math.round((Number(quantity) * 10 ** Number(power)) / 1e6);
}
