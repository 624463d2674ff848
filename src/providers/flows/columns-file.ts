/** The file columns.json beside tables: which header holds what, by field. */

import { basename } from 'node:path';
import { failure } from '../../core/errors/registry.ts';
import { FLOW_FIELDS } from './columns.ts';
import type { FlowField, NamedColumns } from './columns.ts';
import { isRecord } from './formats/json-records.ts';
import type { FlowPart } from './open.ts';

const COLUMNS_FILE = 'columns.json';
const MOST_BYTES = 65_536;

export const isColumnsFile = (name: string): boolean => basename(name) === COLUMNS_FILE;

/** Undefined when there is none. Throws IST-1012 for one that names no known field. */
export async function columnsFile(parts: readonly FlowPart[]): Promise<NamedColumns | undefined> {
  const part = parts.find(({ name }) => isColumnsFile(name));
  if (part === undefined) return undefined;
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of part.chunks()) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > MOST_BYTES) break;
  }
  const known = new Set<string>(FLOW_FIELDS);
  let value: unknown;
  try {
    value = JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch (cause) {
    throw wrong(`${part.name} is not JSON`, cause);
  }
  if (!isRecord(value)) throw wrong(`${part.name} is no object of fields and headers`);
  const named: Partial<Record<FlowField, string>> = {};
  for (const [field, header] of Object.entries(value)) {
    if (!known.has(field) || typeof header !== 'string')
      throw wrong(`${part.name}: "${field}" is no field with a header`);
    named[field as FlowField] = header;
  }
  return named;
}

const wrong = (message: string, cause?: unknown): Error =>
  failure('IST-1012', message, {
    hint: `Name headers by field, such as {"from": "Client", "to": "Server", "toPort": "Service"}. Fields: ${FLOW_FIELDS.join(', ')}.`,
    cause,
  });
