/**
 * Verifies an exported audit log line by line with nothing but the file and a public key: every byte of it is covered by
 * a hash or a signature. What is wrong is located; one change is told once, where it is, as far as the file allows.
 */

import { createHash, hash as oneHash } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { canonicalJson } from './canonical-json.ts';
import { EXPORT_FORMAT, isRecordLine, NO_HASH, readLine, readRecordLine } from './audit-lines.ts';
import type { ActorName, Checkpoint, ExportEnd, ExportHeader, RecordLine } from './audit-lines.ts';
import { commitment, hexDigest } from './audit-record.ts';
import { CUT, Erasures } from './erasures.ts';
import { KnownHeads } from './known-heads.ts';
import type { KnownHead } from './known-heads.ts';
import { isSignedBy } from './signature.ts';
import { KeyLine } from './trusted-keys.ts';
import type { SignedKeyChange } from './trusted-keys.ts';

export interface Fault {
  /** Counted from 1; 0: about none of them. */
  readonly line: number;
  /** Record it is about. */
  readonly seq?: number;
  readonly message: string;
}

export interface Verification {
  readonly intact: boolean;
  /** The first ones, by line. */
  readonly faults: readonly Fault[];
  readonly faultCount: number;
  readonly records: number;
  /** Numbers of the first and the last record; null without records. */
  readonly from: number | null;
  readonly to: number | null;
  readonly headHash: string | null;
  readonly checkpoints: number;
  /** Record that the last good checkpoint covers, and when it was signed. */
  readonly signedTo: { readonly seq: number; readonly at: string } | null;
  /** Details and names that were removed as records say. */
  readonly redactedDetails: number;
  readonly erasedActors: number;
  /** The last record that was cut off, as the chain says; null when nothing was. */
  readonly cutTo: number | null;
}

export interface VerifyOptions {
  /** Keys the auditor trusts. */
  readonly keys: readonly KeyObject[];
  /** Records that are known from elsewhere: the file must have them. */
  readonly heads?: readonly KnownHead[];
}

export const MOST_FAULTS = 50;
const SCRATCH_BYTES = 64 * 1024;

export class ExportVerifier {
  readonly #heads: KnownHeads;
  readonly #faults: Fault[] = [];
  #faultCount = 0;
  #lines = 0;
  #header: ExportHeader | undefined;
  #end: ExportEnd | undefined;
  readonly #keys: KeyLine;
  /** Of another format: nothing in it means what it means here. */
  #foreign = false;
  #distrusted = false;
  readonly #actors = new Map<string, { readonly line: number; used: boolean }>();
  #lastActor = '';
  readonly #preface = createHash('sha256');
  readonly #erasures = new Erasures();
  #records = 0;
  #first: number | undefined;
  #last: { seq: number; hash: string } | undefined;
  #checkpoints = 0;
  #lastCheckpoint: { readonly seq: number; readonly digest: string } | undefined;
  #signedTo: Verification['signedTo'] = null;
  #cutTo: number | null = null;
  readonly #scratch = Buffer.allocUnsafe(SCRATCH_BYTES);

  constructor(options: VerifyOptions) {
    this.#heads = new KnownHeads(options.heads ?? []);
    this.#keys = new KeyLine(options.keys);
  }

  #fault(message: string, seq?: number, line = this.#lines): void {
    this.#faultCount += 1;
    if (this.#faults.length < MOST_FAULTS) this.#faults.push({ line, ...(seq !== undefined && { seq }), message });
  }

  /** One line without its line feed. */
  line(bytes: Buffer): void {
    this.#lines += 1;
    if (this.#foreign) return;
    if (this.#end !== undefined) return this.#fault('it stands behind the end of the export');
    const latin1 = bytes.toString('latin1');
    if (isRecordLine(latin1)) return this.#record(latin1, bytes);
    const read = readLine(bytes);
    if (typeof read === 'string') return this.#fault(read);
    if (this.#lines === 1 && !('header' in read)) this.#fault('the first line is not the header');
    if ('header' in read || 'keyChange' in read || 'actor' in read) this.#preface.update(bytes).update('\n');
    if ('header' in read) this.#readHeader(read.header);
    else if ('keyChange' in read) this.#keyChange(read);
    else if ('actor' in read) this.#actor(read.actor);
    else if ('checkpoint' in read) this.#checkpoint(read.checkpoint, read.signature);
    else this.#readEnd(read.end, read.signature);
  }

  #readHeader(header: ExportHeader): void {
    if (this.#lines !== 1) return this.#fault('a header stands inside the file');
    this.#header = header;
    if (header.format === EXPORT_FORMAT) return;
    this.#foreign = true;
    this.#fault(
      `the format is "${header.format}", not ${EXPORT_FORMAT}: nothing of the file was verified. Export the log again`,
    );
  }

  #keyChange(change: SignedKeyChange): void {
    if (this.#records + this.#checkpoints > 0)
      return this.#fault('a change of keys stands behind records or checkpoints');
    const fault = this.#keys.add(change);
    if (fault !== undefined) this.#fault(`the change of keys is not genuine: ${fault}`);
  }

  #actor({ ref, salt, name }: ActorName): void {
    if (this.#records + this.#checkpoints > 0) this.#fault('the name of an actor stands behind records or checkpoints');
    if (commitment(salt, name) !== ref) return this.#fault(`"${name}" is not the name that records mean by ${ref}`);
    if (ref <= this.#lastActor) this.#fault('names of actors are out of order, or one stands twice');
    this.#lastActor = ref;
    this.#actors.set(ref, { line: this.#lines, used: false });
  }

  #record(latin1: string, bytes: Buffer): void {
    const record = readRecordLine(latin1);
    if (record === undefined) return this.#fault('the line is not written as a record is', this.#next());
    const { seq, actor } = record;
    this.#place(record);
    const known = this.#actors.get(actor);
    if (known !== undefined) known.used = true;
    else this.#erasures.nameless(actor, seq, this.#lines);
    if (oneHash('sha256', bytes.subarray(...record.body), 'hex') !== record.hash)
      this.#fault(`record ${seq} was changed: its hash is not that of what it says`, seq);
    if (record.detail === undefined) this.#erasures.removed(seq, this.#lines, record.action);
    else if (this.#detailDigest(record.detail, bytes) !== record.detailDigest)
      this.#fault(`the detail of record ${seq} is not the one it was written with`, seq);
    if (record.action.startsWith('audit.')) this.#special(record);
    this.#records += 1;
    this.#first ??= seq;
    if (this.#last === undefined || seq > this.#last.seq) this.#last = { seq, hash: record.hash };
    this.#meet(seq, record.hash);
  }

  #meet(seq: number, hash: string): void {
    const other = this.#heads.met(seq, hash);
    if (other !== undefined) this.#fault(other, seq);
  }

  #next(): number {
    return this.#last === undefined ? (this.#header?.from ?? 1) : this.#last.seq + 1;
  }

  /** Whether the record stands where the chain has it. */
  #place({ seq, prev }: RecordLine): void {
    const next = this.#next();
    const last = this.#last;
    if (seq === last?.seq) return this.#fault(`record ${seq} stands twice`, seq);
    if (seq < next)
      return this.#fault(`record ${seq} is out of order, or stands twice: it follows ${last?.seq ?? 'nothing'}`, seq);
    if (seq > next) {
      const gap = seq === next + 1 ? `record ${next} is` : `records ${next} to ${seq - 1} are`;
      return this.#fault(`${gap} missing: record ${seq} stands here`, seq);
    }
    if (last === undefined && seq > 1) return this.#fault(`record ${seq} is not anchored on a checkpoint`, seq);
    if (prev !== (last?.hash ?? NO_HASH))
      this.#fault(
        `record ${seq} follows another ${seq === 1 ? 'record' : `record ${seq - 1}`} than the one above: one of the two was changed`,
        seq,
      );
  }

  #detailDigest({ salt, at: [start, end] }: NonNullable<RecordLine['detail']>, bytes: Buffer): string {
    const length = salt.length + 1 + end - start;
    const text = length <= SCRATCH_BYTES ? this.#scratch : Buffer.allocUnsafe(length);
    text.write(salt, 'latin1');
    text[salt.length] = 10;
    bytes.copy(text, salt.length + 1, start, end);
    return oneHash('sha256', text.subarray(0, length), 'hex');
  }

  #special({ action, objectKind, objectId, seq }: RecordLine): void {
    this.#erasures.heard(action, objectKind, objectId, seq);
    if (action !== CUT || objectKind !== 'checkpoint' || !/^\d{1,15}$/.test(objectId)) return;
    const upTo = Number(objectId);
    if (upTo >= (this.#first ?? seq))
      this.#fault(`record ${seq} says that records up to ${upTo} were cut off, and some of them stand here`, seq);
    else this.#cutTo = Math.max(upTo, this.#cutTo ?? 0);
  }

  /** Whether what is signed is; says so when not. A key that is not trusted is told once. */
  #signed(what: string, key: string, text: string, signature: string, seq?: number): boolean {
    const term = this.#keys.trusted(key);
    if (term !== undefined) {
      if (!isSignedBy(term.key, text, signature))
        this.#fault(`${what} is forged or was changed: its signature does not fit`, seq);
      else if (seq !== undefined && seq > term.to)
        this.#fault(`${what} is signed with the key ${key}, which was superseded after record ${term.to}`, seq);
      else if (seq !== undefined && seq < term.from)
        this.#fault(`${what} is signed with the key ${key}, which came after record ${term.from}`, seq);
      else return true;
    } else if (!this.#distrusted) {
      this.#distrusted = true;
      this.#fault(`${what} is signed with the key ${key}, which is not the given one nor one it vouches for`);
    } else this.#faultCount += 1;
    return false;
  }

  #checkpoint(checkpoint: Checkpoint, signature: string): void {
    const { seq, hash, key, previous, at } = checkpoint;
    const text = canonicalJson(checkpoint);
    const genuine = this.#signed(`the checkpoint at record ${seq}`, key, text, signature, seq);
    const former = this.#lastCheckpoint;
    const anchor = this.#records === 0 && former === undefined && (this.#header?.from ?? 1) === seq + 1 && seq > 0;
    if (!anchor && previous !== (former?.digest ?? NO_HASH))
      this.#fault(`a checkpoint is missing before the one at record ${seq}, or they are out of order`, seq);
    this.#lastCheckpoint = { seq, digest: hexDigest(text) };
    this.#checkpoints += 1;
    if (anchor) {
      this.#last = { seq, hash };
      this.#meet(seq, hash);
    }
    if (seq !== (this.#last?.seq ?? 0)) {
      const reason =
        seq > (this.#last?.seq ?? 0) ? `records ${this.#next()} to ${seq} are missing` : 'it is out of order';
      this.#fault(`the checkpoint at record ${seq} does not stand behind that record: ${reason}`, seq);
    } else if (genuine && hash !== (this.#last?.hash ?? NO_HASH)) {
      const since = this.#signedTo === null ? (this.#first ?? 1) : this.#signedTo.seq + 1;
      this.#fault(`records ${since} to ${seq} were rewritten: the checkpoint was signed for another hash`, seq);
    } else if (genuine) this.#signedTo = { seq, at };
  }

  #readEnd(end: ExportEnd, signature: string): void {
    this.#end = end;
    if (!this.#signed('the end of the export', end.key, canonicalJson(end), signature)) return;
    const last = this.#last;
    const told: readonly (readonly [string, unknown, unknown])[] = [
      ['format', end.format, EXPORT_FORMAT],
      ['first record', end.from, this.#header?.from],
      ['last record', end.to, last?.seq ?? 0],
      ['hash', end.hash, last?.hash ?? NO_HASH],
      ['number of records', end.records, this.#records],
      ['number of checkpoints', end.checkpoints, this.#checkpoints],
      ['number of names', end.actors, this.#actors.size],
      ['number of changes of keys', end.keyChanges, this.#keys.changes],
      ['key', end.key, this.#header?.key],
      ['key in force', end.key, this.#keys.inForce(this.#header?.key)],
    ];
    for (const [what, signed, found] of told)
      if (signed !== found) this.#fault(`the ${what} is ${String(found)}; signed is ${String(signed)}`);
    // Whatever else is wrong may be what changed it, and is told where it stands.
    if (end.preface !== this.#preface.digest('hex') && this.#faultCount === 0)
      this.#fault('the lines above the first record are not those that were signed');
  }

  finish(): Verification {
    const last = this.#last;
    const strangers = this.#distrusted || this.#foreign ? [] : this.#keys.strangers(this.#header?.key);
    for (const message of strangers) this.#fault(message, undefined, 1);
    if (this.#lines === 0) this.#fault('the file is empty', undefined, 1);
    else if (this.#end === undefined && !this.#foreign)
      this.#fault(`the file is cut off: it has no end behind record ${last?.seq ?? 0}`, last?.seq);
    for (const { seq, message } of this.#foreign ? [] : this.#heads.missing(last?.seq ?? 0, this.#cutTo ?? 0))
      this.#fault(message, seq);
    const redacted = this.#erasures.redacted();
    for (const { seq, line, by } of redacted)
      if (by === undefined)
        this.#fault(`the detail of record ${seq} is gone, and no record says it was removed`, seq, line);
    const erased = this.#erasures.erasedActors();
    for (const { actor, seq, line, by } of erased)
      if (by === undefined)
        this.#fault(`the name of the actor ${actor} is gone, and no record says it was erased`, seq, line);
    for (const [ref, { line, used }] of this.#actors)
      if (!used) this.#fault(`the name of ${ref} stands here, and no record is of that actor`, undefined, line);
    return {
      intact: this.#faultCount === 0,
      faults: this.#faults.toSorted((a, b) => a.line - b.line),
      faultCount: this.#faultCount,
      records: this.#records,
      from: this.#first ?? null,
      to: this.#records === 0 ? null : (last?.seq ?? null),
      headHash: last?.hash ?? null,
      checkpoints: this.#checkpoints,
      signedTo: this.#signedTo,
      redactedDetails: redacted.filter(({ by }) => by !== undefined).length,
      erasedActors: erased.filter(({ by }) => by !== undefined).length,
      cutTo: this.#cutTo,
    };
  }
}
