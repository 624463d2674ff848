/** Figures as people read them, in the reader's locale. */

const locale = navigator.language;
const integer = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
const usd = new Intl.NumberFormat(locale, { style: 'currency', currency: 'USD', maximumFractionDigits: 0 });
const exactUsd = new Intl.NumberFormat(locale, { style: 'currency', currency: 'USD' });

export const UNKNOWN = 'unknown';

export function countText(count: number | null | undefined): string {
  return count === null || count === undefined ? UNKNOWN : integer.format(count);
}

export function usdText(value: number | null | undefined): string {
  if (value === null || value === undefined) return UNKNOWN;
  return Math.abs(value) < 1000 ? exactUsd.format(value) : usd.format(value);
}

export function memoryText(mib: number | null | undefined): string {
  if (mib === null || mib === undefined) return UNKNOWN;
  return mib >= 1024 ? `${Number((mib / 1024).toFixed(1))} GiB` : `${mib} MiB`;
}

export function diskText(gib: number | null | undefined): string {
  if (gib === null || gib === undefined) return UNKNOWN;
  return gib >= 1024 ? `${Number((gib / 1024).toFixed(1))} TiB` : `${Math.round(gib)} GiB`;
}

export function percentText(percent: number): string {
  return `${percent.toFixed(percent < 1 ? 2 : 1)} %`;
}

export function timeText(iso: string | null | undefined): string {
  return iso === null || iso === undefined
    ? UNKNOWN
    : new Date(iso).toLocaleString(locale, { dateStyle: 'medium', timeStyle: 'short' });
}
