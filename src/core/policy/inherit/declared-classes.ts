/** Data classes that declarations state of a workload, for inheritance: a declared list is whole, as rules take it. */

import type { Workload } from '../../model/workload.ts';
import { declarer } from '../engine/workload-attributes.ts';
import type { Declaration } from '../site.ts';
import type { DeclaredClasses } from './inherit.ts';

const NOTHING: DeclaredClasses = { classes: undefined, open: false };

/** Throws IST-2001 … on a bad filter. */
export function declaredClasses(declarations: readonly Declaration[]): (workload: Workload) => DeclaredClasses {
  const speaking = declarations.filter(({ attributes }) =>
    Object.keys(attributes).some((key) => key.replace(/^workload\./, '') === 'dataClasses'),
  );
  if (speaking.length === 0) return () => NOTHING;
  const declaredOf = declarer(speaking);
  return (workload) => {
    const { attributes, maybe } = declaredOf(workload);
    const { dataClasses } = attributes;
    const classes = Array.isArray(dataClasses) ? dataClasses.map(String) : undefined;
    return { classes, open: maybe['dataClasses'] !== undefined };
  };
}
