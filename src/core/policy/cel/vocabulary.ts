/** A compiled condition, and what the names in it mean. */

import type { Scope } from './scope.ts';
import type { Truth } from './truth.ts';

export interface Expression {
  readonly text: string;
  /** Paths it may read, sorted, with those of derived attributes resolved. */
  readonly paths: readonly string[];
  /** Paths as written. */
  readonly written: readonly string[];
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
}
