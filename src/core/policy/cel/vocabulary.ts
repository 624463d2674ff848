/** A compiled condition, and what the names in it mean. */

import type { Scope } from './scope.ts';
import type { Truth } from './truth.ts';

export interface Expression {
  readonly text: string;
  /** Paths it may read, sorted, with those of derived attributes resolved. */
  readonly paths: readonly string[];
  /** Paths as written; of a condition with a name, such as providerCanRead, those it is written with. */
  readonly written: readonly string[];
  /** Paths whose absence always leaves the answer open, whatever the others say, sorted. */
  readonly needs: readonly string[];
  /** Members it reads of list elements, sorted: "disks[].shared". */
  readonly elements: readonly string[];
  evaluate(scope: Scope): Truth;
}

/** What names mean. */
export interface Vocabulary {
  /** True when the path may be read. */
  knows(path: string): boolean;
  /** A condition that stands for a name, such as providerCanRead. */
  derived(path: string): Expression | undefined;
  /** Paths below a derived list, such as touchCountries; the path itself when it is plain. */
  sources(path: string): readonly string[];
  /** Why a path is refused, with the nearest known one. */
  explain(path: string): string;
  /**
   * Where values have known types: that of a path, elements of lists as "disks[].shared". Conditions are then checked
   * before they run. Undefined: not known for this path.
   */
  readonly typeOf?: (path: string) => ValueType | undefined;
  /** Why has() may not ask for a path; undefined when it may. */
  refusesHas?(path: string): string | undefined;
}

export type ValueType =
  | { readonly is: 'text'; readonly values?: readonly string[] }
  | { readonly is: 'number' }
  | { readonly is: 'flag' }
  /** Names and texts of any kind, such as tags. */
  | { readonly is: 'map' }
  /** Named members, such as os.family. */
  | { readonly is: 'group' }
  | { readonly is: 'list'; readonly of: ValueType };
