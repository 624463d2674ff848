/** Ids of sources. */

import { digestText } from '../core/evidence/digest.ts';

/**
 * The same kind and name are the same source, on any machine. People write these ids in filters and in sites.yaml, so
 * they are readable; a name that does not survive that as a whole is told apart by a digest.
 */
export function sourceIdOf(providerKind: string, name: string): string {
  const wanted = name.trim().toLowerCase();
  const readable = wanted
    .replaceAll(/[^a-z0-9._-]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 60);
  if (readable === wanted && readable !== '') return `${providerKind}-${readable}`;
  const digest = digestText(wanted).slice('sha256:'.length, 'sha256:'.length + 8);
  return [providerKind, readable, digest].filter((part) => part !== '').join('-');
}
