/** Data classes that rules speak of, so that a misspelt one does not quietly escape all of them. */

import { didYouMean, suggestion } from './did-you-mean.ts';
import type { Pack } from './packs/pack.ts';
import { classesOfWord } from './tag-conventions.ts';

const LITERAL = /["']([a-z0-9][a-z0-9-]*)["']/g;

const conditionsOf = (packs: readonly Pack[]): readonly string[] =>
  packs.flatMap(({ definition }) => [
    definition.appliesWhen,
    ...definition.requirements.flatMap((each) => [each.when ?? '', 'test' in each ? each.test : '']),
  ]);

/** Sorted. Literals that stand in a condition which asks for data classes. */
export function dataClassesOf(packs: readonly Pack[]): readonly string[] {
  const found = conditionsOf(packs)
    .filter((text) => text.includes('workload.dataClasses'))
    .flatMap((text) => [...text.matchAll(LITERAL)].map(([, word]) => word ?? ''));
  return [...new Set(found)].sort();
}

/** `"x" in workload.dataClasses`, `workload.dataClasses.exists(c, c in [...])`, `[...].exists(c, c in workload.dataClasses)`. */
const ASKS = [
  /["'][^"']+["']\s+in\s+workload\.dataClasses/g,
  /workload\.dataClasses\.\w+\([^()]*\)/g,
  /\[[^\]]*\]\.\w+\(\s*(\w+)\s*,\s*\1\s+in\s+workload\.dataClasses/g,
];

/** Those that are surely asked for as data classes: "health" beside them is a sector. */
const askedFor = (packs: readonly Pack[]): readonly string[] =>
  conditionsOf(packs)
    .flatMap((text) => ASKS.flatMap((form) => text.match(form) ?? []))
    .flatMap((text) => [...text.matchAll(LITERAL)].map(([, word]) => word ?? ''));

/** A sentence for each class that no rule speaks of. */
export function strangeDataClasses(classes: readonly string[], packs: readonly Pack[]): readonly string[] {
  const known = dataClassesOf(packs);
  return classes
    .filter((each) => !known.includes(each))
    .map((each) => `no rule speaks of the data class "${each}".${suggestion(each, known)}`);
}

/**
 * A sentence by class, for those that no rule asks for and that nearly are, or commonly mean, one that rules do ask for.
 * Classes of one's own are fine; "Personal" and "pii" would escape every rule on personal data.
 */
export function doubtfulDataClasses(classes: readonly string[], packs: readonly Pack[]): ReadonlyMap<string, string> {
  const [known, asked] = [dataClassesOf(packs), askedFor(packs)];
  const doubts = new Map<string, string>();
  for (const each of [...new Set(classes)].sort()) {
    const words = classesOfWord(each);
    if (asked.includes(each) || words.includes(each) || (words.length === 0 && known.includes(each))) continue;
    const near = didYouMean(each, asked);
    const meant = words.length > 0 ? words : near === undefined ? [] : [near];
    if (meant.length === 0) continue;
    const list = meant.map((one) => `"${one}"`).join(', ');
    doubts.set(each, `no rule speaks of the data class "${each}". Did you mean ${list}?`);
  }
  return doubts;
}
