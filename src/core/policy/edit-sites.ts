/** Changes single sites in the text of sites.yaml, and leaves everything else as it was written, comments too. */

import { isAlias, isCollection, isMap, isSeq, parseDocument, visit } from 'yaml';
import type { Node } from 'yaml';
import { failure } from '../errors/registry.ts';
import { suggestion } from './did-you-mean.ts';

/** Values by path below a site: { "attributes.country": "DE" }. null takes a value away: it is unknown again. */
export type SiteChanges = Readonly<Record<string, unknown>>;

/** A site that does not exist yet. */
export interface NewSite {
  readonly id: string;
  readonly platform: string;
  readonly target: string;
}

/**
 * The text with the changes. What comes out must still be checked: parseSites. `text` may be empty when a first site is
 * made. Throws IST-4005 for a site that is not there and not made, IST-4034 for a text that cannot be changed in place.
 */
export function editSite(text: string, siteId: string, changes: SiteChanges, made?: NewSite): string {
  const document = parseDocument(text.trim() === '' ? 'apiVersion: isthmus/v1\nsites: []\n' : text, { merge: true });
  const [error] = document.errors;
  if (error !== undefined) throw failure('IST-4034', `sites.yaml does not read: ${error.message}`);
  if (!document.has('sites')) document.set('sites', document.createNode([]));
  const sites = document.get('sites', true);
  if (!isSeq(sites)) throw failure('IST-4034', 'sites.yaml has no list of sites');
  let index = sites.items.findIndex((site) => isMap(site) && site.get('id') === siteId);
  if (index < 0 && made !== undefined) {
    // A first site makes a list out of "[]"; in flow style it would stand on one line.
    sites.flow = false;
    index = sites.items.length;
    sites.add(document.createNode({ ...made }));
  }
  if (index < 0) {
    const ids = sites.items.flatMap((site) => (isMap(site) ? [String(site.get('id'))] : []));
    throw failure(
      'IST-4005',
      `there is no site "${siteId}" in sites.yaml.${suggestion(siteId, ids)} To add it, say --platform and --target.`,
    );
  }
  for (const [path, value] of Object.entries(changes)) {
    const at = ['sites', index, ...path.split('.')];
    standAlone(document, at);
    if (value === null) {
      if (document.hasIn(at)) document.deleteIn(at);
      dropEmpty(document, at.slice(0, -1), 2);
      // What is merged in from elsewhere cannot be deleted here; a key without a value says that it is unknown.
      if (plainAt(document, at) === undefined) continue;
      makeWay(document, at);
      document.setIn(at, null);
      continue;
    }
    makeWay(document, at);
    document.setIn(at, document.createNode(value, { flow: Array.isArray(value) }));
  }
  return document.toString({ lineWidth: 120, flowCollectionPadding: false });
}

type Doc = ReturnType<typeof parseDocument>;

/**
 * Nothing on the way to a value may be shared: an alias becomes a copy of what it stands for, and who else refers to an
 * anchor on the way gets a copy too. What is written once for several sites must not change for all of them.
 */
function standAlone(document: Doc, at: readonly (string | number)[]): void {
  for (let length = 3; length < at.length; length += 1) {
    const part = at.slice(0, length);
    const node: unknown = document.getIn(part, true);
    if (isAlias(node)) document.setIn(part, copyOf(node.resolve(document)));
    else if (isCollection(node) && node.anchor !== undefined) {
      const copy = copyOf(node);
      visit(document, {
        Alias: (_key, alias) => (alias.resolve(document) === node ? (copy.clone() as Node) : undefined),
      });
      delete node.anchor;
    }
  }
}

/** Without the anchors in it, which stay names of the original. */
function copyOf(node: Node | undefined): Node {
  if (node === undefined) throw failure('IST-4034', 'an alias (*) in sites.yaml stands for nothing');
  const copy = node.clone() as Node;
  visit(copy, {
    Collection: (_key, inner) => {
      delete inner.anchor;
    },
    Scalar: (_key, inner) => {
      delete inner.anchor;
    },
  });
  return copy;
}

/** A key without a value ("operator:") is no mapping yet. */
function makeWay(document: Doc, at: readonly (string | number)[]): void {
  for (let length = 3; length < at.length; length += 1) {
    const part = at.slice(0, length);
    if (isMap(document.getIn(part, true))) continue;
    const merged = plainAt(document, part);
    document.setIn(part, document.createNode(merged instanceof Object ? merged : {}));
  }
}

/** The value as it is read, what is merged in from elsewhere included. */
function plainAt(document: Doc, at: readonly (string | number)[]): unknown {
  return at.reduce<unknown>(
    (value, key) =>
      value instanceof Object && Object.hasOwn(value, key)
        ? (value as Record<string, unknown>)[String(key)]
        : undefined,
    document.toJS(),
  );
}

/** A mapping that lost its last value goes with it. */
function dropEmpty(document: Doc, at: readonly (string | number)[], keep: number): void {
  for (let length = at.length; length > keep; length -= 1) {
    const part = at.slice(0, length);
    const node = document.getIn(part, true);
    if (!isMap(node) || node.items.length > 0) return;
    document.deleteIn(part);
  }
}
