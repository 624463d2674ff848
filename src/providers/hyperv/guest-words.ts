/** The guest's own words, each an XML text of its own: <INSTANCE> with a property Name and a property Data. */

import { textsOf } from '../json-fields.ts';
import type { GuestWords } from './words.ts';

const MOST_CHARS = 16 * 1024;
const PROPERTY = /<PROPERTY NAME="(Name|Data)"[^<>]{0,200}>\s{0,20}<VALUE>([^<]{0,4096})<\/VALUE>/g;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
/** What is used of it; anything else is let go of. */
const USED = new Set([
  'FullyQualifiedDomainName',
  'IntegrationServicesVersion',
  'NetworkAddressIPv4',
  'NetworkAddressIPv6',
  'OSMajorVersion',
  'OSName',
  'OSVersion',
  'ProcessorArchitecture',
  'ProductType',
]);

/** Undefined when the guest said nothing, or runs no integration services. */
export function guestWordsOf(items: unknown): GuestWords | undefined {
  const words = new Map<string, string>();
  for (const text of textsOf(items) ?? []) {
    if (text.length > MOST_CHARS) continue;
    const found = new Map(
      [...text.matchAll(PROPERTY)].map(([, name = '', value = '']) => [name, decoded(value).trim()]),
    );
    const [name, data] = [found.get('Name'), found.get('Data')];
    if (name !== undefined && data !== undefined && data !== '' && USED.has(name)) words.set(name, data);
  }
  return words.size === 0 ? undefined : words;
}

const decoded = (text: string): string =>
  text.replaceAll(/&(amp|lt|gt|quot|apos);/g, (_all, name: string) => ENTITIES[name] ?? '');
