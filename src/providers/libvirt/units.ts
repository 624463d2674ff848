/** Sizes as libvirt writes them: a number and a unit, KiB where none is given. */

import { attribute } from './xml.ts';
import type { Element } from './xml.ts';

const KIB = 1024;
const BYTES: Readonly<Record<string, number>> = {
  b: 1,
  bytes: 1,
  kb: 1000,
  k: KIB,
  kib: KIB,
  mb: 1000 ** 2,
  m: KIB ** 2,
  mib: KIB ** 2,
  gb: 1000 ** 3,
  g: KIB ** 3,
  gib: KIB ** 3,
  tb: 1000 ** 4,
  t: KIB ** 4,
  tib: KIB ** 4,
  pb: 1000 ** 5,
  p: KIB ** 5,
  pib: KIB ** 5,
  eb: 1000 ** 6,
  e: KIB ** 6,
  eib: KIB ** 6,
};
/** No machine, disk or pool is larger; what claims to be is a wrong entry. */
const MOST_BYTES = 2 ** 60;

/** Bytes of <memory unit='KiB'>4194304</memory>. Undefined for an unknown unit or an impossible number. */
export function bytesOf(element: Element | undefined, defaultUnit = 'kib'): number | undefined {
  if (element === undefined) return undefined;
  const text = element.text.trim();
  const factor = BYTES[(attribute(element, 'unit') ?? defaultUnit).toLowerCase()];
  if (factor === undefined || !/^\d{1,20}$/.test(text)) return undefined;
  const bytes = Number(text) * factor;
  return bytes <= MOST_BYTES ? bytes : undefined;
}

/** Rounded to the nearest whole MiB. */
export const mibOf = (bytes: number): number => Math.round(bytes / KIB ** 2);

export function memoryMiBOf(element: Element | undefined): number | undefined {
  const bytes = bytesOf(element);
  return bytes === undefined ? undefined : mibOf(bytes);
}
