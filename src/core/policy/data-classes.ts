/** Data classes that rules speak of, so that a misspelt one does not quietly escape all of them. */

import { suggestion } from './did-you-mean.ts';
import type { Pack } from './packs/pack.ts';

const LITERAL = /["']([a-z0-9][a-z0-9-]*)["']/g;

/** Sorted. Literals that stand in a condition which asks for data classes. */
export function dataClassesOf(packs: readonly Pack[]): readonly string[] {
  const conditions = packs.flatMap(({ definition }) => [
    definition.appliesWhen,
    ...definition.requirements.flatMap((each) => [each.when ?? '', 'test' in each ? each.test : '']),
  ]);
  const found = conditions
    .filter((text) => text.includes('workload.dataClasses'))
    .flatMap((text) => [...text.matchAll(LITERAL)].map(([, word]) => word ?? ''));
  return [...new Set(found)].sort();
}

/** A sentence for each class that no rule speaks of. */
export function strangeDataClasses(classes: readonly string[], packs: readonly Pack[]): readonly string[] {
  const known = dataClassesOf(packs);
  return classes
    .filter((each) => !known.includes(each))
    .map((each) => `no rule speaks of the data class "${each}".${suggestion(each, known)}`);
}
