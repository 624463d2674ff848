/** Where two JSON values first differ, walking members in order: what a replay names when its result is another. */

import { canonicalJson } from './canonical-json.ts';

export interface Difference {
  /** "rows[12].state" */
  readonly where: string;
  readonly recorded: string;
  readonly now: string;
}

const ABSENT = 'absent';
const MOST_CHARACTERS = 200;

type Members = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Undefined when they are the same JSON. Members that are undefined are not there. */
export function firstDifference(recorded: unknown, now: unknown, where = ''): Difference | undefined {
  if (Array.isArray(recorded) && Array.isArray(now)) {
    for (let at = 0; at < Math.max(recorded.length, now.length); at += 1) {
      const found = firstDifference(recorded[at], now[at], `${where}[${at}]`);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  if (isObject(recorded) && isObject(now)) {
    for (const name of inOrder(new Set([...Object.keys(recorded), ...Object.keys(now)]))) {
      const found = firstDifference(recorded[name], now[name], where === '' ? name : `${where}.${name}`);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  const [before, after] = [shown(recorded), shown(now)];
  return before === after ? undefined : { where, recorded: short(before), now: short(after) };
}

/** By name; digests last, because they only say that something else differs. */
function inOrder(names: ReadonlySet<string>): string[] {
  const sorted = [...names].sort();
  const isDigest = (name: string): boolean => /digest$/i.test(name);
  return [...sorted.filter((name) => !isDigest(name)), ...sorted.filter(isDigest)];
}

const shown = (value: unknown): string => (value === undefined ? ABSENT : canonicalJson(value));
const short = (text: string): string => (text.length <= MOST_CHARACTERS ? text : `${text.slice(0, MOST_CHARACTERS)}…`);
