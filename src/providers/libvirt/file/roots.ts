/** The XML a file holds: one document of libvirt's, or several one behind the other as a loop over virsh writes them. */

import { failure } from '../../../core/errors/registry.ts';
import { XmlError } from '../../../formats/xml/limits.ts';
import type { TextDocument } from '../../../formats/documents.ts';
import { LIBVIRT_XML_LIMITS, at, attribute, parseXml } from '../xml.ts';
import type { Element } from '../xml.ts';

/** Definitions of some thousand machines in one file. */
export const MAX_FILE_BYTES = 32 * 1024 * 1024;
const LIMITS = { ...LIBVIRT_XML_LIMITS, maxTreeChars: MAX_FILE_BYTES + 1024 };

/** What is read, and what it is called in the receipt. */
export const KINDS = {
  domain: 'domains',
  domainsnapshot: 'snapshots',
  pool: 'storage pools',
  volume: 'storage volumes',
  network: 'networks',
  capabilities: 'host capabilities',
  device: 'node devices',
} as const;
export type RootKind = keyof typeof KINDS;

export const isKnownKind = (name: string): name is RootKind => Object.hasOwn(KINDS, name);

export interface Root {
  readonly kind: RootKind;
  readonly element: Element;
  /** The daemon's own record of a running domain says so; nothing else does. */
  readonly runs?: boolean;
}

export interface FileRoots {
  readonly roots: readonly Root[];
  /** Names of the documents that are something else. */
  readonly strange: readonly string[];
}

/** Throws IST-1016 for what is no XML or has a document type, and what TextDocument.text throws. */
export async function rootsOf(document: TextDocument, signal: AbortSignal | undefined): Promise<FileRoots> {
  const text = await document.text(signal);
  const roots: Root[] = [];
  const strange: string[] = [];
  for (const element of elementsIn(text, document.name)) {
    const found = unpacked(element);
    if (found === undefined) strange.push(element.name);
    else roots.push(found);
  }
  return { roots, strange };
}

function elementsIn(text: string, name: string): readonly Element[] {
  try {
    return parseXml(`<file>${text}</file>`, LIMITS).children;
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
    throw failure('IST-1016', `${name}: ${error.message.replace('</file>', 'the end of the file')}`);
  }
}

/** Of /run/libvirt/qemu/<name>.xml the definition is taken, and the word that it runs. */
function unpacked(element: Element): Root | undefined {
  const inner = element.name === 'domstatus' ? at(element, 'domain') : undefined;
  if (inner !== undefined) {
    const state = attribute(element, 'state');
    return { kind: 'domain', element: inner, ...(state === 'running' && { runs: true }) };
  }
  return isKnownKind(element.name) ? { kind: element.name, element } : undefined;
}
