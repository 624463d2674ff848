/** Figures as people read them, in the reader's locale. */

const locale = navigator.language;
const integer = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
const oneDigit = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
const usd = new Intl.NumberFormat(locale, { style: 'currency', currency: 'USD', maximumFractionDigits: 0 });
const exactUsd = new Intl.NumberFormat(locale, { style: 'currency', currency: 'USD' });

const UNITS_PER_STEP = 1024;

export const UNKNOWN = 'unknown';
/** Stands where a question was never asked, in contrast to one whose answer is unknown. */
export const NOTHING = '–';

export function countText(count: number | null | undefined): string {
  return count === null || count === undefined ? UNKNOWN : integer.format(count);
}

/** With one decimal where it has some. */
export const figureText = (value: number): string => oneDigit.format(value);

/** "1 move", "2 moves". */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${countText(count)} ${count === 1 ? one : many}`;
}

export function usdText(value: number | null | undefined): string {
  if (value === null || value === undefined) return UNKNOWN;
  return value !== 0 && Math.abs(value) < 1000 ? exactUsd.format(value) : usd.format(value);
}

/** With its sign: what is more, and what is less. */
export function changeText(change: number, text: (value: number) => string): string {
  if (change === 0) return '±0';
  return `${change > 0 ? '+' : '−'}${text(Math.abs(change))}`;
}

export function memoryText(mib: number | null | undefined): string {
  if (mib === null || mib === undefined) return UNKNOWN;
  return mib >= UNITS_PER_STEP ? diskText(mib / UNITS_PER_STEP) : `${oneDigit.format(mib)} MiB`;
}

export function diskText(gib: number | null | undefined): string {
  if (gib === null || gib === undefined) return UNKNOWN;
  if (gib >= UNITS_PER_STEP) return `${oneDigit.format(gib / UNITS_PER_STEP)} TiB`;
  return `${gib < 10 ? oneDigit.format(gib) : integer.format(gib)} GiB`;
}

export function percentText(percent: number): string {
  return `${percent.toFixed(percent < 1 ? 2 : 1)}\u00a0%`;
}

/** "42 s", "3 min 20 s", "1 h 5 min". */
export function secondsText(seconds: number): string {
  if (seconds < 10) return `${oneDigit.format(seconds)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  return minutes < 60 ? `${minutes} min ${whole % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

export function hoursText(hours: number): string {
  return `${hours < 10 ? oneDigit.format(hours) : integer.format(hours)} h`;
}

export function bytesText(bytes: number): string {
  const mib = bytes / UNITS_PER_STEP / UNITS_PER_STEP;
  return mib < 1 ? `${integer.format(bytes / UNITS_PER_STEP)} KiB` : memoryText(mib);
}

export function timeText(iso: string | null | undefined): string {
  return iso === null || iso === undefined
    ? UNKNOWN
    : new Date(iso).toLocaleString(locale, { dateStyle: 'medium', timeStyle: 'short' });
}

/** An amount of a resource, in the unit that its id names. */
export function amountText(resource: string, amount: number): string {
  if (resource === 'memoryMiB') return memoryText(amount);
  return resource === 'diskGiB' ? diskText(amount) : countText(amount);
}
