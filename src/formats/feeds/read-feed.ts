/** Reads a file of evidence, whichever feed wrote it: told by what is in it, never by its name. */

import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { parseAllDocuments } from 'yaml';
import type { Document } from 'yaml';
import type { FeedItem } from '../../core/policy/controls/feed.ts';
import { failure } from '../../core/errors/registry.ts';
import { jsonItems, JsonItemsError } from '../json-items.ts';
import { XmlError } from '../xml/limits.ts';
import { isPolicyState, policyStateItems } from './azure-policy.ts';
import { COMPLIANCE_GROUP, ComplianceObjects } from './compliance-operator.ts';
import { isObject, listAt, textAt } from './loose.ts';
import type { Loose } from './loose.ts';
import { POLICY_REPORT_GROUP, policyReportItems } from './policy-report.ts';
import { readXccdf } from './xccdf.ts';

const READ_BYTES = 256 * 1024;
/** YAML is read whole; lists that are longer come as JSON. */
const MAX_YAML_BYTES = 4 * 1024 ** 2;

/** Throws IST-4060 for other files, IST-4061 with the place for broken ones, IST-4062 for what is too large. */
export async function* readFeed(path: string, name: string): AsyncGenerator<readonly FeedItem[]> {
  const head = await headOf(path);
  const progress = { line: 1 };
  try {
    if (head.startsWith('<')) yield* readXccdf(counted(path, progress));
    else if (/^[[{]/.test(head)) yield* fromJson(path, progress, name);
    else if (/^(?:%YAML|---|#|[A-Za-z"'][\w"'-]*\s*:)/.test(head)) yield* fromYaml(path, name);
    else throw failure('IST-4060', `${name} is neither XML, JSON nor YAML`);
  } catch (error) {
    if (error instanceof XmlError || error instanceof JsonItemsError) {
      const code = error.kind === 'limit' ? 'IST-4062' : 'IST-4061';
      const where = `${name}, at or behind line ${progress.line}`;
      throw failure(code, `${name} cannot be read`, { causes: [{ where, message: error.message }] });
    }
    throw error;
  }
}

async function headOf(path: string): Promise<string> {
  const file = await open(path, 'r');
  try {
    const buffer = Buffer.alloc(4096);
    const { bytesRead } = await file.read(buffer, 0, buffer.length, 0);
    return buffer.subarray(0, bytesRead).toString('utf8').replace('\ufeff', '').trimStart();
  } finally {
    await file.close();
  }
}

/** Pieces of the file, and the line that the piece at hand begins with. */
async function* counted(path: string, progress: { line: number }): AsyncGenerator<Buffer> {
  let lines = 1;
  for await (const piece of createReadStream(path, { highWaterMark: READ_BYTES }) as AsyncIterable<Buffer>) {
    progress.line = lines;
    for (const byte of piece) if (byte === 10) lines += 1;
    yield piece;
  }
}

async function* fromJson(path: string, progress: { line: number }, name: string): AsyncGenerator<readonly FeedItem[]> {
  const objects = new Objects(name);
  let number = 0;
  for await (const texts of jsonItems(counted(path, progress), ['items', 'value'])) {
    const items: FeedItem[] = [];
    for (const text of texts) {
      number += 1;
      items.push(...objects.add(parsed(text, number, name), `element ${number}`));
    }
    yield items;
  }
  yield objects.finish();
}

function parsed(text: string, number: number, name: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // The parser's message quotes the text.
    throw failure('IST-4061', `${name} cannot be read`, {
      causes: [{ where: `${name}, element ${number}`, message: 'it is no valid JSON' }],
    });
  }
}

async function* fromYaml(path: string, name: string): AsyncGenerator<readonly FeedItem[]> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const piece of createReadStream(path, { highWaterMark: READ_BYTES }) as AsyncIterable<Buffer>) {
    bytes += piece.length;
    if (bytes > MAX_YAML_BYTES) {
      throw failure('IST-4062', `${name} is YAML of more than ${MAX_YAML_BYTES / 1024 ** 2} MiB`, {
        hint: 'Export it as JSON (oc get … -o json): that is read piece by piece.',
      });
    }
    chunks.push(piece);
  }
  const objects = new Objects(name);
  const documents = parseAllDocuments(Buffer.concat(chunks).toString('utf8'), { logLevel: 'silent' });
  for (const [index, document] of Array.isArray(documents) ? documents.entries() : []) {
    const [error] = document.errors;
    if (error !== undefined) {
      const line = error.linePos?.[0].line ?? 1;
      throw failure('IST-4061', `${name} cannot be read`, {
        causes: [{ where: `${name}, line ${line}`, message: 'it is no valid YAML' }],
      });
    }
    const value = valueOf(document, index + 1, name);
    if (value === null) continue;
    const listed =
      isObject(value) && (textAt(value, 'kind')?.endsWith('List') ?? false) ? listAt(value, 'items') : [value];
    for (const each of listed) yield [...objects.add(each, `document ${index + 1}`)];
  }
  yield objects.finish();
}

/** Aliases without an anchor, and those that stand for too much, only show when they are followed. */
function valueOf(document: Document, number: number, name: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 }) as unknown;
  } catch {
    throw failure('IST-4061', `${name} cannot be read`, {
      causes: [
        { where: `${name}, document ${number}`, message: 'its aliases (*) stand for nothing, or for far too much' },
      ],
    });
  }
}

class Objects {
  readonly #name: string;
  readonly #compliance = new ComplianceObjects();
  #known = 0;
  #first: string | undefined;

  constructor(name: string) {
    this.#name = name;
  }

  *add(value: unknown, where: string): Generator<FeedItem> {
    if (!isObject(value)) {
      yield { doubt: { what: 'something that is no object', where } };
      return;
    }
    const group = textAt(value, 'apiVersion') ?? '';
    const kind = textAt(value, 'kind');
    const items = group.startsWith(COMPLIANCE_GROUP)
      ? this.#compliance.add(value)
      : group.startsWith(POLICY_REPORT_GROUP) && (kind === 'PolicyReport' || kind === 'ClusterPolicyReport')
        ? policyReportItems(value)
        : isPolicyState(value)
          ? policyStateItems(value, where)
          : undefined;
    if (items === undefined) {
      this.#first ??= describe(value);
      yield { doubt: { what: `${describe(value)} is not read`, where } };
      return;
    }
    this.#known += 1;
    yield* items;
  }

  finish(): readonly FeedItem[] {
    if (this.#known === 0) {
      throw failure('IST-4060', `${this.#name} holds nothing of a feed that is read`, {
        causes: this.#first === undefined ? [] : [{ where: this.#name, message: `it begins with ${this.#first}` }],
      });
    }
    return [...this.#compliance.finish()];
  }
}

const describe = (value: Loose): string => {
  const kind = textAt(value, 'kind');
  return kind === undefined ? 'an object without a kind' : `kind ${kind.slice(0, 60)}`;
};
