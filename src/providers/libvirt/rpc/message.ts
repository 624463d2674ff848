/**
 * Frames of libvirt's RPC: a length that counts itself, a header of six words, and what the procedure takes or gives.
 * See "libvirt RPC protocol" in libvirt's documentation; the numbers have been the same since 2009.
 */

import { XdrError, XdrReader, XdrWriter } from './xdr.ts';

export const REMOTE_PROGRAM = 0x20008086;
export const KEEPALIVE_PROGRAM = 0x6b656570;
const VERSION = 1;

export const TYPE_CALL = 0;
export const TYPE_REPLY = 1;
/** Sent without being asked: an event. */
export const TYPE_MESSAGE = 2;

export const STATUS_OK = 0;
export const STATUS_ERROR = 1;

const HEADER_BYTES = 24;
/** The largest frame libvirt itself takes or sends. */
export const MAX_FRAME_BYTES = 32 * 1024 * 1024 + 4;

export interface Message {
  readonly program: number;
  readonly procedure: number;
  readonly type: number;
  readonly serial: number;
  readonly status: number;
  readonly payload: Buffer;
}

export function encodeMessage(message: Message): Buffer {
  const { program, procedure, type, serial, status, payload } = message;
  const header = new XdrWriter()
    .uint(4 + HEADER_BYTES + payload.length)
    .uint(program)
    .uint(VERSION);
  header.int(procedure).int(type).uint(serial).int(status);
  return Buffer.concat([header.bytes(), payload]);
}

/** Cuts a stream of bytes into messages. One frame's bytes are held once, as they came, until it is whole. */
export class MessageSplitter {
  #chunks: Buffer[] = [];
  #held = 0;
  #wanted = 4;

  /** The messages that are whole now. Throws XdrError for a length no libvirt sends, before anything is set aside. */
  *take(chunk: Buffer): Generator<Message> {
    this.#chunks.push(chunk);
    this.#held += chunk.length;
    while (this.#held >= this.#wanted) {
      const bytes =
        this.#chunks.length === 1 && this.#chunks[0] !== undefined ? this.#chunks[0] : Buffer.concat(this.#chunks);
      this.#chunks = [bytes];
      const length = bytes.readUInt32BE(0);
      if (length < 4 + HEADER_BYTES || length > MAX_FRAME_BYTES) throw new XdrError(`a message of ${length} bytes`);
      this.#wanted = length;
      if (bytes.length < length) return;
      this.#chunks = [bytes.subarray(length)];
      this.#held = bytes.length - length;
      this.#wanted = 4;
      yield decodeMessage(bytes.subarray(4, length));
    }
  }
}

function decodeMessage(bytes: Buffer): Message {
  const reader = new XdrReader(bytes);
  const program = reader.uint();
  const version = reader.uint();
  if (version !== VERSION) throw new XdrError(`version ${version} of the protocol`);
  const [procedure, type, serial, status] = [reader.int(), reader.int(), reader.uint(), reader.int()];
  return { program, procedure, type, serial, status, payload: bytes.subarray(HEADER_BYTES) };
}
