/**
 * The lines of an exported audit log. Each is canonical JSON with one of these members: header, keyChange, actor,
 * checkpoint, body (a record), end. docs/reference/audit.md shows how to check them by hand.
 */

import { z } from 'zod';
import { canonicalJson } from './canonical-json.ts';

/** What a file of another number was signed for is not what is verified here. */
export const EXPORT_FORMAT = 'isthmus-audit/2';
/** What the first record follows. */
export const NO_HASH = '0'.repeat(64);

const hex64 = z.string().regex(/^[0-9a-f]{64}$/);
const number = z.number().int().min(0);

export const headerSchema = z.strictObject({
  /** The format's name. */
  format: z.string(),
  /** Number of the first record. */
  from: number.min(1),
  /** Fingerprint of the key that signs the export. */
  key: hex64,
});
export type ExportHeader = z.infer<typeof headerSchema>;

export const actorSchema = z.strictObject({ name: z.string(), ref: hex64, salt: z.string().regex(/^[0-9a-f]{64}$/) });
export type ActorName = z.infer<typeof actorSchema>;

export const checkpointSchema = z.strictObject({
  at: z.string(),
  /** Of the record that is covered last. */
  hash: hex64,
  key: hex64,
  /** SHA-256 of the body of the checkpoint before; zeros for the first one. */
  previous: hex64,
  seq: number,
});
export type Checkpoint = z.infer<typeof checkpointSchema>;

export const keyChangeSchema = z.strictObject({
  at: z.string(),
  former: hex64,
  formerPem: z.string(),
  key: hex64,
  pem: z.string(),
  /** The last record when the new key came: the former signs no checkpoint behind it, and the new one none before. */
  seq: number,
});
export type KeyChange = z.infer<typeof keyChangeSchema>;

export const endSchema = z.strictObject({
  actors: number,
  at: z.string(),
  checkpoints: number,
  format: z.string(),
  from: number.min(1),
  hash: hex64,
  key: hex64,
  keyChanges: number,
  /** SHA-256 of all lines above the first record or checkpoint, each with its line feed. */
  preface: hex64,
  records: number,
  to: number,
});
export type ExportEnd = z.infer<typeof endSchema>;

const lineSchema = z.union([
  z.strictObject({ header: headerSchema }),
  z.strictObject({ actor: actorSchema }),
  z.strictObject({ checkpoint: checkpointSchema, signature: z.string() }),
  z.strictObject({
    keyChange: keyChangeSchema,
    /** By the key before, and by the new key: whoever trusts one of them can go on to the other. */
    signatures: z.strictObject({ former: z.string(), itself: z.string() }),
  }),
  z.strictObject({ end: endSchema, signature: z.string() }),
]);
export type ExportLine = z.infer<typeof lineSchema>;

/** A line that is no record, or what is wrong with it. */
export function readLine(bytes: Buffer): ExportLine | string {
  let value: unknown;
  const text = bytes.toString('utf8');
  try {
    value = JSON.parse(text);
  } catch {
    return text.trim() === '' ? 'the line is empty' : 'the line is not JSON';
  }
  const line = lineSchema.safeParse(value);
  if (!line.success) return 'the line is not one that an export has';
  // Another way of writing the same would be a change that nobody sees.
  return Buffer.from(canonicalJson(line.data)).equals(bytes) ? line.data : 'the line is not canonical JSON';
}

export const textOfLine = (line: ExportLine): string => canonicalJson(line);

export interface ExportedRecord {
  readonly body: string;
  readonly hash: string;
  /** Both null: removed. */
  readonly detail: string | null;
  readonly salt: string | null;
}

export function recordLine({ body, hash, detail, salt }: ExportedRecord): string {
  return detail === null || salt === null
    ? `{"body":${body},"hash":"${hash}"}`
    : `{"body":${body},"detail":${detail},"hash":"${hash}","salt":"${salt}"}`;
}

const TEXT = String.raw`"((?:[^"\\]|\\.)*)"`;
const HEX = '"([0-9a-f]{64})"';
const BODY = String.raw`\{"action":${TEXT},"actor":${HEX},"at":"([0-9T:.Z+-]+)","detail":${HEX},"object":\{"id":${TEXT},"kind":${TEXT}\},"prev":${HEX},"seq":([1-9][0-9]{0,14})\}`;
const RECORD = new RegExp(
  String.raw`^\{"body":(${BODY}),(?:"detail":(\{.*\}),"hash":${HEX},"salt":"([0-9a-f]{32})"|"hash":${HEX})\}$`,
  's',
);

const BODY_AT = '{"body":'.length;
const DETAIL_AFTER = ',"detail":'.length;

/** A record's line taken apart. Ends are places in the line, of bytes and of characters of its Latin-1 text alike. */
export interface RecordLine {
  readonly seq: number;
  readonly action: string;
  readonly actor: string;
  readonly at: string;
  readonly detailDigest: string;
  readonly objectId: string;
  readonly objectKind: string;
  readonly prev: string;
  readonly hash: string;
  readonly body: readonly [number, number];
  /** Undefined: removed. */
  readonly detail: { readonly salt: string; readonly at: readonly [number, number] } | undefined;
}

export const isRecordLine = (latin1: string): boolean => latin1.startsWith('{"body":');

/** Undefined when the line is not written as a record is. */
export function readRecordLine(latin1: string): RecordLine | undefined {
  const found = RECORD.exec(latin1);
  if (found === null) return undefined;
  const [, body = '', action = '', actor = '', at = '', detailDigest = '', objectId = '', objectKind = ''] = found;
  const [prev = '', seq = '', detail, hash, salt, bareHash = ''] = found.slice(8);
  const bodyEnd = BODY_AT + body.length;
  const detailAt = bodyEnd + DETAIL_AFTER;
  return {
    seq: Number(seq),
    action,
    actor,
    at,
    detailDigest,
    objectId,
    objectKind,
    prev,
    hash: hash ?? bareHash,
    body: [BODY_AT, bodyEnd],
    detail: detail === undefined || salt === undefined ? undefined : { salt, at: [detailAt, detailAt + detail.length] },
  };
}
