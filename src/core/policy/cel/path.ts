/** Attribute paths inside an expression, and reading them from a scope or from a quantifier's variable. */

import type { Scope } from './scope.ts';
import type { Unknown } from './truth.ts';

export interface Path {
  /** "site.country", or of an element "site.certs[].to". */
  readonly text: string;
  /** Set when the chain starts at a quantifier's variable. */
  readonly variable?: string;
  readonly keys: readonly string[];
}

/** A quantifier's variable, and the list whose elements it stands for when that list has a name: "disks[]". */
export interface Bound {
  readonly name: string;
  readonly element?: string;
}

/** Values of the quantifier variables around an expression. */
export type Variables = Readonly<Record<string, unknown>>;

/** A list, with the attributes that would complete it when it is known only in part; or why there is none. */
export type FoundList =
  | {
      readonly items: readonly unknown[];
      readonly open?: readonly string[];
      /** What may also be in it, when only so much may. */
      readonly rest?: readonly unknown[] | undefined;
      readonly problem?: undefined;
    }
  | { readonly problem: Unknown };

export type FoundValue =
  { readonly value: unknown; readonly missing?: undefined } | { readonly missing: string; readonly value?: undefined };

/** Undefined: nobody said. */
export function readPath(path: Path, scope: Scope, variables: Variables): unknown {
  if (path.variable === undefined) return scope.read(path.text);
  let value = variables[path.variable];
  for (const key of path.keys) {
    if (value === null || typeof value !== 'object') return undefined;
    value = (value as Readonly<Record<string, unknown>>)[key];
  }
  return value;
}
