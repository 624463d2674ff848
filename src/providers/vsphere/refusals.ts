/** Properties that the account may not read, counted, and told once as what stays unknown. */

import type { ReadEnd } from '../connection.ts';
import { byText } from '../import-values.ts';
import type { ObjectContent } from './property-collector.ts';
import { factsOf } from './supplies.ts';

export class Refusals {
  readonly #counts = new Map<string, { type: string; path: string; privilege: string; objects: number }>();

  note({ ref, refused }: ObjectContent): void {
    for (const { path, privilege } of refused) {
      const key = `${ref.type} ${path} ${privilege}`;
      const known = this.#counts.get(key);
      if (known === undefined) this.#counts.set(key, { type: ref.type, path, privilege, objects: 1 });
      else known.objects += 1;
    }
  }

  get missing(): ReadEnd['missing'] {
    return [...this.#counts.values()]
      .map(({ type, path, privilege, objects }) => ({
        part: `${type} ${path}`,
        cost: `Not readable on ${objects} object${objects === 1 ? '' : 's'}: the account lacks ${privilege} there.`,
        facts: factsOf(type, path),
      }))
      .sort((a, b) => byText(a.part, b.part));
  }
}
