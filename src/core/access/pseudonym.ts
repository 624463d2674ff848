/** What stands where the name of an erased person stood. */

const BEGIN = 'erased-';
const SHOWN = 12;

/** Of the digest by which the audit log knows the person. */
export const pseudonymOf = (ref: string): string => `${BEGIN}${ref.slice(0, SHOWN)}`;

/** Nobody can tell any more who that was, nor who made their tokens. */
export const isPseudonym = (name: string): boolean => name.startsWith(BEGIN) || name.startsWith(`token:${BEGIN}`);
