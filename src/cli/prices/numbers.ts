/** Numbers of options. Throws IST-9001 for what is none. */

import { failure } from '../../core/errors/registry.ts';

export function positiveWhole(option: string, text: string): number {
  if (/^[1-9]\d{0,6}$/.test(text)) return Number(text);
  throw failure('IST-9001', `${option} ${text} is not a whole number above 0`);
}

export function positive(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (value > 0) return value;
  throw failure('IST-9001', `${option} ${text} is not a number above 0`);
}
