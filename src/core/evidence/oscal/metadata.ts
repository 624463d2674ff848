/** What every document says of itself. Dates are those of the check: the same check gives the same bytes. */

import { digestOf } from '../digest.ts';
import type { OscalInput } from './input.ts';
import { instant, markup, oneLine } from './oscal-text.ts';
import type { Json } from './oscal-text.ts';
import { uuidOf } from './uuid.ts';

export const OSCAL_VERSION = '1.2.1';

export function metadataOf({ why, actor }: OscalInput, title: string): Json {
  const asker = uuidOf('party', actor ?? 'erased');
  return {
    title: markup(title),
    'last-modified': instant(why.createdAt),
    version: oneLine(why.id),
    'oscal-version': OSCAL_VERSION,
    roles: [{ id: 'assessor', title: 'Asked for the check' }],
    parties: [{ uuid: asker, type: 'person', name: oneLine(actor ?? 'a person whose name was erased') }],
    'responsible-parties': [{ 'role-id': 'assessor', 'party-uuids': [asker] }],
  };
}

/** A document under its own identifier, which follows from what it says. */
export const identified = (kind: string, body: Json): Json => ({
  [kind]: { uuid: uuidOf(kind, digestOf(body)), ...body },
});
