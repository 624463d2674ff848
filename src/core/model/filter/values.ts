/** Turns a literal into the value its field compares with: unit converted, vocabulary checked. */

import type { Field, FieldUnit } from '../field.ts';
import { editDistance } from '../fields.ts';
import { versionKey } from '../version-key.ts';
import type { FilterValue } from './ast.ts';
import { FilterProblem } from './problem.ts';
import type { Token } from './scanner.ts';

const BYTES: Readonly<Record<string, number>> = {
  b: 1,
  k: 1e3,
  m: 1e6,
  g: 1e9,
  t: 1e12,
  p: 1e15,
  ki: 1024,
  mi: 1024 ** 2,
  gi: 1024 ** 3,
  ti: 1024 ** 4,
  pi: 1024 ** 5,
};
const QUANTITY = /^([+-]?\d+(?:\.\d+)?)([a-z%]*)$/i;

/** How many of the field's unit one of the written unit is; undefined when they do not fit. */
function factor(unit: FieldUnit, written: string): number | undefined {
  const short = written.toLowerCase();
  if (unit === 'MiB' || unit === 'MiB/s') {
    const bytes = BYTES[short === 'b' ? 'b' : short.replace(/b$/, '')];
    return bytes === undefined ? undefined : bytes / 1024 ** 2;
  }
  if (unit === 'MHz') return { hz: 1e-6, khz: 1e-3, mhz: 1, ghz: 1e3 }[short];
  if (unit === '%') return { '%': 1, pct: 1 }[short];
  if (unit === 'days') return { d: 1, day: 1, days: 1, w: 7, h: 1 / 24 }[short];
  if (unit === 'USD/month') return { usd: 1 }[short];
  return undefined;
}

function wrong(field: Field, token: Token, expected: string, suggestions: readonly string[] = []): FilterProblem {
  return new FilterProblem(
    'IST-2003',
    `${field.path} ${expected}, not "${token.text}"`,
    token.start,
    token.end,
    suggestions,
  );
}

function numberValue(field: Field, token: Token): number {
  const match = QUANTITY.exec(token.text.replaceAll(/(?<=\d)_(?=\d)/g, ''));
  if (match === null) throw wrong(field, token, 'is compared with a number');
  const plain = Number(match[1]);
  const unit = match[2] ?? '';
  if (unit === '') return plain;
  if (field.unit === undefined) throw wrong(field, token, 'is a plain number without a unit');
  const times = factor(field.unit, unit);
  if (times === undefined)
    throw wrong(field, token, `is in ${field.unit}`, field.unit === 'MiB' ? [`${plain}Gi`, `${plain}Mi`] : []);
  return plain * times;
}

/** Date as YYYY-MM-DD, or a full time in UTC. */
function dateValue(field: Field, token: Token): string {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(token.text);
  const shaped = day || /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/.test(token.text);
  const time = shaped ? Date.parse(token.text) : Number.NaN;
  if (Number.isNaN(time)) throw wrong(field, token, 'is a date like 2026-11-22 or 2026-11-22T08:00:00Z');
  const iso = new Date(time).toISOString();
  // Date.parse rolls 30 February over into March.
  if (day && !iso.startsWith(token.text)) throw wrong(field, token, 'is a date in the calendar');
  return day ? token.text : iso;
}

function textValue(field: Field, token: Token): string {
  if (field.values === undefined) return token.text;
  const wanted = token.text.toLowerCase();
  if (field.values.includes(wanted)) return wanted;
  const near = field.values.filter((value) => editDistance(wanted, value) <= 2);
  throw wrong(field, token, `is one of ${field.values.join(', ')}`, near);
}

/** Throws FilterProblem IST-2003 when the field cannot have such a value. */
export function literal(field: Field, token: Token): FilterValue {
  switch (field.type) {
    case 'number':
      return numberValue(field, token);
    case 'date':
      return dateValue(field, token);
    case 'boolean': {
      const value = { true: true, yes: true, false: false, no: false }[token.text.toLowerCase()];
      if (value === undefined) throw wrong(field, token, 'is true or false');
      return value;
    }
    case 'version':
      if (Number.isNaN(versionKey(token.text))) throw wrong(field, token, 'is a version like 2016 or 8.6');
      return token.text.toLowerCase();
    default:
      return textValue(field, token);
  }
}
