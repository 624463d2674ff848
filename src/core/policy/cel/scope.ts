/** What an expression may read: values by dotted path, and which lists are known only in part. */

import type { Truth } from './truth.ts';

export interface Scope {
  /** The value at a path such as "site.country"; undefined when nobody said. */
  read(path: string): unknown;
  /** Attributes that would complete a list known only in part; undefined for a list that is complete. */
  openBecause(path: string): readonly string[] | undefined;
  /** All that may also be in a list known only in part, one example of each; undefined: anything may. */
  mayAlsoHold?(path: string): readonly unknown[] | undefined;
  /** Whether has() holds; without it, whether somebody said. */
  holds?(path: string): Truth;
  /** Told of work before it is done, about one unit per value looked at. @throws BudgetSpent, or whatever ends all */
  spend?(units: number): void;
}

/** Thrown by spend(): the evaluation ends as unknown, with the message as its reason. */
export class BudgetSpent extends Error {}

/** A scope over nested plain values, all lists complete: for tests and for one-off conditions. */
export function plainScope(values: Readonly<Record<string, unknown>>): Scope {
  return {
    read(path) {
      let value: unknown = values;
      for (const key of path.split('.')) {
        if (value === null || typeof value !== 'object' || !Object.hasOwn(value, key)) return undefined;
        value = (value as Readonly<Record<string, unknown>>)[key];
      }
      return value;
    },
    openBecause: () => undefined,
  };
}
