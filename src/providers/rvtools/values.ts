/** Values as the export writes them, turned into the model's. Every function answers undefined for "cannot tell". */

import { isIP } from 'node:net';

/**
 * Plain, grouped ("12,345", "12.345", "12'345") or decimal ("12.5", "12,5") numbers. One separator followed by exactly
 * three digits groups them: the export writes whole MiB, so "4.096" is 4096.
 */
export function parseNumber(text: string): number | undefined {
  const bare = text.trim().replaceAll(/[\s\u00a0\u202f'’]/g, '');
  if (/^-?[1-9]\d{0,2}([.,])\d{3}(?:\1\d{3})*$/.test(bare)) return Number(bare.replaceAll(/[.,]/g, ''));
  if (/^[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(bare)) return Number(bare);
  if (/^-?\d{1,3}(?:,\d{3})+\.\d+$/.test(bare)) return Number(bare.replaceAll(',', ''));
  if (/^-?\d{1,3}(?:\.\d{3})+,\d+$/.test(bare)) return Number(bare.replaceAll('.', '').replace(',', '.'));
  return /^-?\d+,\d+$/.test(bare) ? Number(bare.replace(',', '.')) : undefined;
}

/**
 * ISO date-time of "2024/06/28 04:55:40", "2024-06-28T04:55:40", "28.06.2024 04:55" or "6/28/2024 4:55:40 AM", as if
 * it were UTC: the export carries no time zone. "3/4/2024" without AM or PM may be either day: undefined.
 */
export function parseDate(text: string): string | undefined {
  const time = String.raw`(?:[T ,]+(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?(?:\.\d+)?\s*([AaPp]\.?[Mm]\.?)?Z?)?$`;
  const iso = new RegExp(String.raw`^(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})${time}`).exec(text.trim());
  if (iso !== null) return isoOf(iso[1], iso[2], iso[3], iso);
  const local = new RegExp(String.raw`^(\d{1,2})([/.-])(\d{1,2})[/.-](\d{4})${time.replace('$', '')}$`).exec(
    text.trim(),
  );
  if (local === null) return undefined;
  const [, first, separator, second, year, hour, minute, sec, half] = local;
  const parts = [undefined, undefined, undefined, undefined, hour, minute, sec, half];
  if (separator === '.' || Number(first) > 12) return isoOf(year, second, first, parts);
  if (half !== undefined || Number(second) > 12) return isoOf(year, first, second, parts);
  return undefined;
}

function isoOf(
  year: string | undefined,
  month: string | undefined,
  day: string | undefined,
  parts: readonly (string | undefined)[],
): string | undefined {
  const [hour, minute, second, half] = parts.slice(4);
  let hours = Number(hour ?? 0);
  if (half !== undefined) hours = (hours % 12) + (/^p/i.test(half) ? 12 : 0);
  const ms = Date.UTC(Number(year), Number(month) - 1, Number(day), hours, Number(minute ?? 0), Number(second ?? 0));
  const date = new Date(ms);
  const valid = date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day) && hours < 24;
  return valid ? date.toISOString().replace('.000Z', 'Z') : undefined;
}

/** UUID in lower case with dashes; accepts VMware's "56 4d 1c 4e … - …" spelling. All zeros is no identity. */
export function parseUuid(text: string): string | undefined {
  const hex = text
    .trim()
    .toLowerCase()
    .replaceAll(/[\s{}-]/g, '');
  if (!/^[0-9a-f]{32}$/.test(hex) || /^0{32}$/.test(hex)) return undefined;
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** MAC address in lower case with colons. */
export function parseMac(text: string): string | undefined {
  const hex = text
    .trim()
    .toLowerCase()
    .replaceAll(/[:.\s-]/g, '');
  return /^[0-9a-f]{12}$/.test(hex) && !/^0{12}$/.test(hex) ? (hex.match(/../g)?.join(':') ?? undefined) : undefined;
}

/** Addresses of a list separated by commas, semicolons or blanks; what is no address is left out. */
export function parseAddresses(text: string): string[] {
  return text
    .split(/[\s,;]+/)
    .map((part) => part.toLowerCase())
    .filter((part) => isIP(part) !== 0);
}

/** Name in the brackets of "[datastore] folder/file.vmdk". */
export function datastoreOfPath(path: string): string | undefined {
  const name = /^\s*\[([^\]]+)\]/.exec(path)?.[1]?.trim();
  return name === undefined || name === '' ? undefined : name;
}

/** Licence keys have no place in an estate, wherever somebody wrote them down. */
export function withoutLicenceKeys(text: string): string {
  return text.replaceAll(/\b[0-9A-Z]{5}(?:-[0-9A-Z]{5}){4}\b/g, '[licence key removed]');
}

/** A copy without the properties that are undefined: absent means that no source said. */
export function stated<T extends object>(value: T): T {
  const copy: Partial<T> = {};
  for (const key in value) if (value[key] !== undefined) copy[key] = value[key];
  return copy as T;
}
