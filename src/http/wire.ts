/** The core's values are read-only, those of the wire's schemas are not. The shapes are the same, and stay checked. */

export type Wire<T> = T extends object ? { -readonly [Key in keyof T]: Wire<T[Key]> } : T;

export const wire = <T>(value: T): Wire<T> => value as Wire<T>;

type Given<T> = { [Key in keyof T]: Exclude<T[Key], undefined> };

/** Without members that were not given: the services tell "absent" from "undefined", query strings do not. */
export function given<T extends object>(input: T): Given<T> {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)) as Given<T>;
}
