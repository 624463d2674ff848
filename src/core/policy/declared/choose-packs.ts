/** Packs by what people call them: the id, or the beginning of one. */

import { failure } from '../../errors/registry.ts';
import { didYouMean } from '../did-you-mean.ts';

/**
 * Ids of the packs that are meant, each once, in the order asked: "gdpr" means "gdpr-ch5" when no other id begins so.
 * Throws IST-4033 for a word that means none or several.
 */
export function choosePacks(words: readonly string[], ids: readonly string[]): readonly string[] {
  const chosen = words.map((word) => {
    const wanted = word.toLowerCase();
    if (ids.includes(wanted)) return wanted;
    const begun = ids.filter((id) => id.startsWith(`${wanted}-`));
    const [only] = begun.length > 0 ? begun : ids.filter((id) => id.startsWith(wanted));
    const several = begun.length > 1 ? begun : ids.filter((id) => id.startsWith(wanted));
    if (only !== undefined && (begun.length === 1 || several.length === 1)) return only;
    const near = didYouMean(wanted, ids);
    throw failure(
      'IST-4033',
      several.length > 1 ? `"${word}" may mean several packs: ${several.join(', ')}` : `there is no pack "${word}"`,
      several.length > 1
        ? { hint: 'Name one of them, or each with a --pack of its own.' }
        : { hint: `${near === undefined ? '' : `Did you mean "${near}"? `}Packs: ${ids.join(', ')}` },
    );
  });
  return [...new Set(chosen)];
}
