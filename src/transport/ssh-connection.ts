/** What runs over an SSH connection that stands: commands and sockets, each ended when the connection is. */

import type { Duplex } from 'node:stream';
import type { Client, ClientChannel } from 'ssh2';
import type { IsthmusError } from '../core/errors/errors.ts';
import { failure } from '../core/errors/registry.ts';
import { brokenOff, commandRefusal, socketRefusal } from './ssh-errors.ts';
import type { CommandResult, ExecOptions, SshConnection } from './ssh.ts';

const MAX_STDERR_BYTES = 64 * 1024;
const CLOSE_GRACE_MS = 2000;

interface Names {
  readonly at: string;
  readonly username: string;
  readonly fingerprint: string;
  readonly signal?: AbortSignal;
}

export class OpenConnection implements SshConnection {
  readonly fingerprint: string;
  readonly #client: Client;
  readonly #names: Names;
  readonly #abort: () => void;
  readonly #closed: Promise<void>;
  #broken: IsthmusError | undefined;
  #ending = false;

  constructor(client: Client, names: Names) {
    this.#client = client;
    this.#names = names;
    this.fingerprint = names.fingerprint;
    this.#closed = new Promise((resolve) => {
      client.once('close', () => {
        this.#broken ??= brokenOff(names.at);
        resolve();
      });
    });
    client.on('error', (error) => (this.#broken ??= brokenOff(names.at, error)));
    this.#abort = () => client.destroy();
    names.signal?.addEventListener('abort', this.#abort, { once: true });
  }

  async exec(command: string, options: ExecOptions): Promise<CommandResult> {
    this.#throwIfGone(options.signal);
    const { promise, resolve, reject } = Promise.withResolvers<ClientChannel>();
    this.#client.exec(command, (error, channel) => (error === undefined ? resolve(channel) : reject(error)));
    const channel = await promise.catch((error: unknown) => {
      this.#throwIfGone(options.signal);
      throw commandRefusal(error, this.#names.at, this.#names.username);
    });
    return this.#finish(channel, options);
  }

  async openUnixSocket(path: string): Promise<Duplex> {
    this.#throwIfGone(undefined);
    const { promise, resolve, reject } = Promise.withResolvers<ClientChannel>();
    this.#client.openssh_forwardOutStreamLocal(path, (error, channel) =>
      error === undefined ? resolve(channel) : reject(error),
    );
    return promise.catch((error: unknown) => {
      this.#throwIfGone(undefined);
      throw socketRefusal(error, this.#names.at, this.#names.username, path);
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#ending = true;
    this.#names.signal?.removeEventListener('abort', this.#abort);
    if (this.#broken !== undefined) return;
    this.#client.end();
    // A server that does not answer our goodbye must not keep the process.
    const timer = setTimeout(() => this.#client.destroy(), CLOSE_GRACE_MS);
    await this.#closed;
    clearTimeout(timer);
  }

  #throwIfGone(signal: AbortSignal | undefined): void {
    signal?.throwIfAborted();
    this.#names.signal?.throwIfAborted();
    if (this.#broken !== undefined) throw this.#broken;
    if (this.#ending) throw failure('IST-2207', `The SSH connection to ${this.#names.at} has been ended`);
  }

  #finish(channel: ClientChannel, { stdin, maxBytes, signal }: ExecOptions): Promise<CommandResult> {
    const { promise, resolve, reject } = Promise.withResolvers<CommandResult>();
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    let stdoutBytes = 0;
    let stderrBytes = 0;
    let code: number | null | undefined;
    const giveUp = (reason: unknown): void => {
      channel.destroy();
      reject(reason instanceof Error ? reason : new Error('The command was stopped'));
    };
    const abort = (): void => giveUp(signal?.reason);
    if (signal?.aborted === true) abort();
    signal?.addEventListener('abort', abort, { once: true });
    channel.on('data', (chunk: Buffer) => {
      stdoutBytes += chunk.length;
      if (stdoutBytes <= maxBytes) return void stdout.push(chunk);
      giveUp(failure('IST-2206', `A command on ${this.#names.at} wrote more than ${maxBytes} bytes`));
    });
    channel.stderr.on('data', (chunk: Buffer) => {
      if (stderrBytes < MAX_STDERR_BYTES) stderr.push(chunk.subarray(0, MAX_STDERR_BYTES - stderrBytes));
      stderrBytes += chunk.length;
    });
    channel.on('exit', (status: number | null) => (code = status));
    channel.on('error', giveUp);
    channel.on('close', () => {
      signal?.removeEventListener('abort', abort);
      // Half an answer must not pass for a whole one: without an exit status the command did not end, the way did.
      if (code === undefined) return reject(this.#whyGone());
      resolve({ code, stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr).toString('utf8') });
    });
    // A command that does not read its input closes it; that it ended is told by its exit status.
    channel.stdin.on('error', () => undefined);
    channel.end(stdin ?? '');
    return promise;
  }

  #whyGone(): Error {
    const { signal, at } = this.#names;
    if (signal?.aborted === true && signal.reason instanceof Error) return signal.reason;
    return this.#broken ?? brokenOff(at);
  }
}
