/** Three answers of a condition. "Unknown" carries what is missing, or the error that kept it from being answered. */

export interface Unknown {
  /** Attributes that would settle the answer, sorted: "site.operator.parentCountry". */
  readonly missing: readonly string[];
  /** What went wrong, when a value was there and could not be used. */
  readonly error?: string;
}
export type Truth = boolean | Unknown;

export const isUnknown = (truth: Truth): truth is Unknown => typeof truth === 'object';

export function unknownFor(missing: readonly string[]): Unknown {
  return { missing };
}

/** Two unknowns that both matter. */
export function bothUnknown(a: Unknown, b: Unknown): Unknown {
  const missing = [...new Set([...a.missing, ...b.missing])].sort();
  const error = a.error ?? b.error;
  return error === undefined ? { missing } : { missing, error };
}

export const negate = (truth: Truth): Truth => (isUnknown(truth) ? truth : !truth);

/** Kleene "and" over lazily computed terms: one false decides; without one, what is unknown stays unknown. */
export function every<T>(items: Iterable<T>, test: (item: T) => Truth): Truth {
  let open: Unknown | undefined;
  for (const item of items) {
    const truth = test(item);
    if (truth === false) return false;
    if (truth !== true) open = open === undefined ? truth : bothUnknown(open, truth);
  }
  return open ?? true;
}

/** Kleene "or". */
export function some<T>(items: Iterable<T>, test: (item: T) => Truth): Truth {
  return negate(every(items, (item) => negate(test(item))));
}
