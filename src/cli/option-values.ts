/** Values of options, checked before anything is asked of the server; what was left out stays out. Throws IST-9001. */

import { isDay } from '../core/model/day.ts';
import { failure } from '../core/errors/registry.ts';

/** Both ends are allowed; without `min` an amount is above 0 and a whole number at least 0. */
interface Limits {
  readonly min?: number;
  readonly max?: number;
}

export function whole(option: string, text: string, limits?: Limits): number;
export function whole(option: string, text: string | undefined, limits?: Limits): number | undefined;
export function whole(option: string, text: string | undefined, { min, max }: Limits = {}): number | undefined {
  if (text === undefined) return undefined;
  const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= (min ?? 0) && value <= (max ?? Infinity)) return value;
  throw failure('IST-9001', `${option} takes a whole number${rangeText(min, max)}, not "${text}"`);
}

/** As people write it: "4", "1.5". */
export function amount(option: string, text: string | undefined, { min, max }: Limits = {}): number | undefined {
  if (text === undefined) return undefined;
  const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if ((min === undefined ? value > 0 : value >= min) && value <= (max ?? Number.MAX_VALUE)) return value;
  const range =
    min === undefined ? ` above 0${max === undefined ? '' : `, ${shown(max)} at most`}` : rangeText(min, max);
  throw failure('IST-9001', `${option} takes a number${range}, not "${text}"`);
}

/** A percentage, 0 to 100, with or without its sign. */
export function share(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = /^\d+(\.\d+)? ?%?$/.test(text) ? Number(text.replace(/ ?%$/, '')) : Number.NaN;
  if (value >= 0 && value <= 100) return value;
  throw failure('IST-9001', `${option} takes a percentage from 0 to 100, not "${text}"`);
}

/** A day of the calendar, as it was given. */
export function day(option: string, text: string | undefined): string | undefined {
  if (text === undefined || isDay(text)) return text;
  throw failure('IST-9001', `${option} takes a day of the calendar written as YYYY-MM-DD, not "${text}"`);
}

const shown = (value: number): string => value.toLocaleString('en-US');

function rangeText(min: number | undefined, max: number | undefined): string {
  if (max !== undefined) return ` from ${shown(min ?? 0)} to ${shown(max)}`;
  return min === undefined ? '' : ` from ${shown(min)} on`;
}
