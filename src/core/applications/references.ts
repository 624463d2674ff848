/**
 * How flow records name an end before the estate knows which workload it is: one or more alternatives, the most
 * telling first, such as "uuid:4c4c…,fqdn:web01.corp.example,ip:10.1.2.3". Text without a scheme is a source's own id or name.
 */

import { canonicalBiosUuid, normaliseFqdn } from '../model/identity-keys.ts';
import { normaliseAddress } from './addresses.ts';

export const REFERENCE_SCHEMES = ['uuid', 'fqdn', 'name', 'pod', 'ip'] as const;
export type ReferenceScheme = (typeof REFERENCE_SCHEMES)[number];

export interface Reference {
  readonly scheme: ReferenceScheme;
  readonly value: string;
}

const PATTERN = /^(uuid|fqdn|name|pod|ip):(.+)$/;

/** One end as text. Values that do not hold what their scheme wants are left out; undefined when none is left. */
export function referenceText(parts: readonly Reference[]): string | undefined {
  const texts: string[] = [];
  for (const scheme of REFERENCE_SCHEMES) {
    for (const part of parts) {
      if (part.scheme !== scheme) continue;
      const value = canonical(part);
      const text = value === undefined ? undefined : `${scheme}:${value}`;
      if (text !== undefined && !texts.includes(text)) texts.push(text);
    }
  }
  return texts.length === 0 ? undefined : texts.join(',');
}

/** The alternatives of a reference; undefined for a source's own id or name. */
export function parseReference(text: string): readonly Reference[] | undefined {
  if (!PATTERN.test(text)) return undefined;
  const parts: Reference[] = [];
  for (const each of text.split(',')) {
    const match = PATTERN.exec(each);
    if (match === null) return undefined;
    const [, scheme, value = ''] = match;
    parts.push({ scheme: scheme as ReferenceScheme, value });
  }
  return parts;
}

/** An end as people name it in tables: an address, a name, a fully qualified name. */
export function referenceOf(text: string): Reference | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  const address = normaliseAddress(trimmed);
  if (address !== undefined) return { scheme: 'ip', value: address };
  return trimmed.includes('.') ? { scheme: 'fqdn', value: trimmed } : { scheme: 'name', value: trimmed };
}

/** What people read: the name where there is one, else the address. */
export function referenceLabel(text: string): string {
  const parts = parseReference(text);
  if (parts === undefined) return text.slice(text.lastIndexOf('|') + 1);
  const shown = ['fqdn', 'name', 'pod', 'ip', 'uuid'].map((scheme) => parts.find((part) => part.scheme === scheme));
  return shown.find((part) => part !== undefined)?.value ?? text;
}

/** The address of a reference, where it has one. */
export function referenceAddress(text: string): string | undefined {
  return parseReference(text)?.find(({ scheme }) => scheme === 'ip')?.value;
}

function canonical({ scheme, value }: Reference): string | undefined {
  switch (scheme) {
    case 'uuid':
      return canonicalBiosUuid(value);
    case 'fqdn':
      return normaliseFqdn(value);
    case 'ip':
      return normaliseAddress(value);
    case 'name':
      // What every machine calls itself tells none apart.
      return /^localhost\d*$/i.test(value.trim()) ? undefined : plain(value);
    case 'pod':
      return plain(value);
  }
}

/** Commas part alternatives, so a name with one cannot be referred to; control characters are nobody's name. */
function plain(value: string): string | undefined {
  const text = value.trim().toLowerCase();
  return text === '' || text.length > 253 || /[,\u0000-\u001f]/.test(text) ? undefined : text;
}
