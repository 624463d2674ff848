/** WMCO's rows and rules in the catalogue. */

import type { Catalog } from '../../catalog/catalog.ts';
import type { WmcoPlatform } from '../../catalog/guest-support.ts';
import type { Provenance } from '../../catalog/provenance.ts';
import { recordOf } from './check-answer.ts';

/** The catalogue's row for what a cluster stands on. Undefined: not one that takes Windows nodes. */
export function wmcoPlatform(catalog: Catalog, infrastructure: string): WmcoPlatform | undefined {
  // Bare metal is in the row of platform none: Windows hosts are brought along there.
  const name = infrastructure.toLowerCase() === 'baremetal' ? 'none' : infrastructure.toLowerCase();
  return catalog['guest-support'].wmcoPlatforms.find((row) => row.platform.split(' ')[0] === name);
}

/** What an answer rests on while the platform is not known. */
export const anyPlatform = (catalog: Catalog): WmcoPlatform =>
  recordOf(catalog['guest-support'].wmcoPlatforms, () => true, 'platform of WMCO');

export const wmcoRule = (catalog: Catalog, words: string): Provenance =>
  recordOf(catalog['guest-support'].wmcoRules, ({ rule }) => rule.includes(words), `rule on ${words}`);
