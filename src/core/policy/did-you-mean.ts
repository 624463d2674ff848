/** Suggestions for misspelt names. Two edits at most, so that a suggestion is worth reading. */

import { editDistance } from '../model/fields.ts';

/** The closest known name, or undefined when none is near. */
export function didYouMean(name: string, known: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.min(3, Math.ceil(name.length / 2));
  for (const candidate of known) {
    if (candidate.startsWith(name) && name.length >= 4 && bestDistance > 1) {
      best = candidate;
      bestDistance = 1;
    }
    if (Math.abs(candidate.length - name.length) >= bestDistance) continue;
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** " Did you mean x?" with its leading space, or nothing. */
export function suggestion(name: string, known: Iterable<string>): string {
  const found = didYouMean(name, known);
  return found === undefined ? '' : ` Did you mean "${found}"?`;
}
