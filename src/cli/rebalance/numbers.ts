/** Figures of options, checked before anything is asked of the server; what was left out stays out. */

import { failure } from '../../core/errors/registry.ts';

/** A whole number of at least 0. Throws IST-9001. */
export function whole(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw failure('IST-9001', `${option} takes a whole number, not "${text}"`);
}

/** A number above 0, as people write it: "4", "1.5". Throws IST-9001. */
export function amount(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (value > 0) return value;
  throw failure('IST-9001', `${option} takes a number above 0, not "${text}"`);
}

/** A percentage, 0 to 100, with or without its sign. Throws IST-9001. */
export function share(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = /^\d+(\.\d+)? ?%?$/.test(text) ? Number(text.replace(/ ?%$/, '')) : Number.NaN;
  if (value >= 0 && value <= 100) return value;
  throw failure('IST-9001', `${option} takes a percentage from 0 to 100, not "${text}"`);
}
