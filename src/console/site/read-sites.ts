/** The sites of the API's answer, read again by the schema that the file itself must satisfy. */

import { siteSchema } from '../../core/policy/site.ts';
import type { Site } from '../../core/policy/site.ts';

export type ReadSite = { readonly id: string; readonly site: Site | null };

/** A site that this release cannot read keeps its id: better a name alone than a page that fails. */
export function readSites(sites: readonly { readonly id: string }[]): readonly ReadSite[] {
  return sites.map((given) => {
    const read = siteSchema.safeParse(given);
    return { id: given.id, site: read.success ? read.data : null };
  });
}
