/** Reading an OVF descriptor's elements, whatever prefixes its writer chose. */

import { failure } from '../../core/errors/registry.ts';
import { DEFAULT_XML_LIMITS, XmlError } from '../../formats/xml/limits.ts';
import { xmlTrees } from '../../formats/xml/trees.ts';
import type { XmlNode } from '../../formats/xml/trees.ts';

/** Far above the largest descriptor with its licence texts, and small enough to be held as a tree. */
export const MAX_DESCRIPTOR_BYTES = 16 * 1024 ** 2;
const HINT =
  'OVF descriptors have no document type declaration and no own entities: this file was not written by a virtualisation product. Export it again from its source.';

/** The root element. Throws IST-1009 for a document type or entities, IST-1016 when malformed, IST-1017 for other text, IST-1018 when too large. */
export async function parseDescriptor(text: string, name: string): Promise<XmlNode> {
  if (!text.trimStart().startsWith('<')) throw failure('IST-1017', `${name} is no XML`);
  const pieces = (async function* () {
    await Promise.resolve();
    yield Buffer.from(text, 'utf8');
  })();
  try {
    for await (const [root] of xmlTrees(pieces, (_name, depth) => depth === 0, DEFAULT_XML_LIMITS)) {
      if (root !== undefined) return root;
    }
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
    if (error.kind === 'limit') throw failure('IST-1018', `${name}: ${error.message}`);
    if (/document type|is not taken/.test(error.message)) {
      throw failure('IST-1009', `${name}: ${error.message}`, { hint: HINT });
    }
    throw failure('IST-1016', `${name}: ${error.message}`);
  }
  throw failure('IST-1016', `${name} holds no element`);
}

/** Value of an attribute by its name without a prefix; undefined when absent or blank. */
export function attribute(node: XmlNode | undefined, name: string): string | undefined {
  if (node === undefined) return undefined;
  for (const [written, value] of Object.entries(node.attributes)) {
    const local = written.slice(written.indexOf(':') + 1);
    if (local === name && written !== `xmlns:${name}` && value.trim() !== '') return value.trim();
  }
  return undefined;
}

/** oVirt writes <Section xsi:type="ovf:DiskSection_Type"> where the standard has <DiskSection>. */
export function kindOf(node: XmlNode): string {
  if (node.name !== 'Section' && node.name !== 'Content') return node.name;
  const type = attribute(node, 'type');
  return type === undefined ? node.name : type.replace(/^.*:/, '').replace(/_Type$/, '');
}

export const childrenOf = (node: XmlNode | undefined, kind: string): XmlNode[] =>
  node?.children.filter((child) => kindOf(child) === kind) ?? [];

export const childOf = (node: XmlNode | undefined, kind: string): XmlNode | undefined =>
  node?.children.find((child) => kindOf(child) === kind);

/** Trimmed text of a child element; undefined when absent or blank. */
export function childText(node: XmlNode | undefined, ...kinds: readonly string[]): string | undefined {
  for (const kind of kinds) {
    const text = childOf(node, kind)?.text.trim();
    if (text !== undefined && text !== '') return text;
  }
  return undefined;
}
