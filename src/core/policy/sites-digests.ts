/** Digests of what a sites file says, so that a comment or one more what-if makes no placement out of date. */

import { digestOf } from '../evidence/digest.ts';
import { SourceDocument } from './yaml-issues.ts';

export interface SitesDigests {
  /** Of the file without its scenarios. */
  readonly base: string;
  /** By id. */
  readonly scenarios: ReadonlyMap<string, string>;
}

/** As it was written, not as it was parsed: defaults that a later release adds change nothing. Throws IST-4001. */
export function sitesDigests(text: string): SitesDigests {
  // JSON has no NaN, which YAML has.
  const plain: unknown = JSON.parse(JSON.stringify(new SourceDocument(text, 'IST-4001', 'sites.yaml').value ?? {}));
  const { scenarios: written, ...base } = plain as Record<string, unknown>;
  const scenarios = new Map<string, string>();
  for (const each of Array.isArray(written) ? (written as unknown[]) : []) {
    if (each instanceof Object && 'id' in each && typeof each.id === 'string') scenarios.set(each.id, digestOf(each));
  }
  return { base: digestOf(base), scenarios };
}
