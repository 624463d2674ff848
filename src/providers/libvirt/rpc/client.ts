/** Calls to a libvirt daemon over a stream: many at once, each answered by its serial number. */

import type { Duplex } from 'node:stream';
import type { IsthmusError } from '../../../core/errors/errors.ts';
import { failure } from '../../../core/errors/registry.ts';
import { readError } from './errors.ts';
import {
  KEEPALIVE_PROGRAM,
  MessageSplitter,
  REMOTE_PROGRAM,
  STATUS_ERROR,
  STATUS_OK,
  TYPE_CALL,
  TYPE_MESSAGE,
  TYPE_REPLY,
  encodeMessage,
} from './message.ts';
import type { Message } from './message.ts';
import { PROCEDURE } from './procedures.ts';
import type { Procedure } from './procedures.ts';
import { XdrError, XdrReader } from './xdr.ts';
import type { XdrWriter } from './xdr.ts';

interface Waiting {
  readonly procedure: number;
  readonly resolve: (reader: XdrReader) => void;
  readonly reject: (error: Error) => void;
  readonly timer: NodeJS.Timeout;
}

export interface ClientOptions {
  /** How errors name the daemon: "kvm1.example:22, /run/libvirt/libvirt-sock-ro". */
  readonly name: string;
  /** Longest time one answer may take. */
  readonly timeoutMs: number;
  /** Told the procedure and payload of every message that answers no call. */
  readonly onEvent?: (procedure: number, payload: XdrReader) => void;
}

const KEEPALIVE_PING = 1;
const KEEPALIVE_PONG = 2;

export class RpcClient {
  readonly #stream: Duplex;
  readonly #options: ClientOptions;
  readonly #splitter = new MessageSplitter();
  readonly #waiting = new Map<number, Waiting>();
  #serial = 0;
  #broken: IsthmusError | undefined;

  constructor(stream: Duplex, options: ClientOptions) {
    this.#stream = stream;
    this.#options = options;
    stream.on('data', (chunk: Buffer) => this.#receive(chunk));
    stream.on('error', (error) => this.#break(brokenOff(options.name, error)));
    stream.on('close', () => this.#break(brokenOff(options.name)));
    stream.on('end', () => this.#break(brokenOff(options.name)));
  }

  /** Set once nothing more can be asked. */
  get broken(): IsthmusError | undefined {
    return this.#broken;
  }

  /**
   * Throws LibvirtError when the daemon refuses, IST-2207 when the stream ends or the answer does not come in time,
   * IST-2205 when what comes is not libvirt's protocol.
   */
  async call<T = undefined>(name: Procedure, args?: XdrWriter, read?: (reader: XdrReader) => T): Promise<T> {
    if (this.#broken !== undefined) throw this.#broken;
    const procedure = PROCEDURE[name];
    const serial = ++this.#serial;
    const { promise, resolve, reject } = Promise.withResolvers<XdrReader>();
    const timer = setTimeout(() => this.#break(noAnswer(this.#options, name)), this.#options.timeoutMs);
    this.#waiting.set(serial, { procedure, resolve, reject, timer });
    this.#send({
      program: REMOTE_PROGRAM,
      procedure,
      type: TYPE_CALL,
      serial,
      payload: args?.bytes() ?? Buffer.alloc(0),
    });
    const reader = await promise;
    try {
      return read === undefined ? (undefined as T) : read(reader);
    } catch (error) {
      throw error instanceof XdrError ? notUnderstood(this.#options.name, error) : error;
    }
  }

  /** Ends the stream; calls that wait are answered with IST-2207. */
  close(): void {
    this.#break(brokenOff(this.#options.name));
  }

  #send(message: Omit<Message, 'status'>): void {
    this.#stream.write(encodeMessage({ ...message, status: STATUS_OK }));
  }

  #receive(chunk: Buffer): void {
    if (this.#broken !== undefined) return;
    try {
      for (const message of this.#splitter.take(chunk)) this.#handle(message);
    } catch (error) {
      this.#break(notUnderstood(this.#options.name, error));
    }
  }

  #handle(message: Message): void {
    const { program, procedure, type, serial, status, payload } = message;
    if (program === KEEPALIVE_PROGRAM) {
      if (procedure === KEEPALIVE_PING) {
        this.#send({ program, procedure: KEEPALIVE_PONG, type: TYPE_MESSAGE, serial: 0, payload: Buffer.alloc(0) });
      }
      return;
    }
    if (program !== REMOTE_PROGRAM) throw new XdrError(`program ${program}`);
    if (type === TYPE_MESSAGE) return this.#options.onEvent?.(procedure, new XdrReader(payload));
    const waiting = this.#waiting.get(serial);
    if (type !== TYPE_REPLY || waiting === undefined || waiting.procedure !== procedure) {
      throw new XdrError(`an answer (type ${type}, serial ${serial}) that nobody asked for`);
    }
    this.#waiting.delete(serial);
    clearTimeout(waiting.timer);
    const reader = new XdrReader(payload);
    if (status === STATUS_ERROR) {
      try {
        waiting.reject(readError(reader));
      } catch (error) {
        waiting.reject(notUnderstood(this.#options.name, error));
      }
    } else waiting.resolve(reader);
  }

  #break(error: IsthmusError): void {
    if (this.#broken !== undefined) return;
    this.#broken = error;
    for (const { reject, timer } of this.#waiting.values()) {
      clearTimeout(timer);
      reject(error);
    }
    this.#waiting.clear();
    this.#stream.destroy();
  }
}

function brokenOff(name: string, cause?: unknown): IsthmusError {
  return failure('IST-2207', `The connection to libvirt (${name}) broke off`, cause === undefined ? {} : { cause });
}

function noAnswer({ name, timeoutMs }: ClientOptions, procedure: string): IsthmusError {
  return failure('IST-2207', `libvirt (${name}) did not answer ${procedure} within ${timeoutMs / 1000} s`, {
    hint: 'The daemon may hang on a storage pool or a machine: look at its log, and try virsh list on the host.',
  });
}

function notUnderstood(name: string, cause: unknown): IsthmusError {
  const what = cause instanceof Error ? cause.message : 'unreadable';
  return failure('IST-2205', `What answers at ${name} does not speak libvirt's protocol: ${what}`, {
    hint: 'Check that the socket is that of libvirtd, virtqemud or virtproxyd.',
    cause,
  });
}
