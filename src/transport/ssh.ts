/** One SSH connection: the host's key is checked, then we sign in, then commands run and sockets open over it. */

import type { Duplex } from 'node:stream';
import type { Client, ConnectConfig, ServerHostKeyAlgorithm } from 'ssh2';
import type { IsthmusError } from '../core/errors/errors.ts';
import { authMethods } from './ssh-auth.ts';
import { OpenConnection } from './ssh-connection.ts';
import { connectFailure } from './ssh-errors.ts';
import { fingerprintOf, hostKeyCheck } from './ssh-host-key.ts';

export interface SshTarget {
  readonly host: string;
  /** 22 when absent. */
  readonly port?: number;
  readonly username: string;
  /** "SHA256:…" as ssh-keygen prints it, or the line of the public key. */
  readonly hostKey?: string;
  /** Path of a known_hosts file; looked at when hostKey is absent. */
  readonly knownHostsFile?: string;
  /** Its text, in OpenSSH, PEM or PuTTY form. */
  readonly privateKey?: string;
  readonly passphrase?: string;
  readonly password?: string;
  /** For reaching the host, its key and the sign-in together; 20 seconds when absent. */
  readonly timeoutMs?: number;
  /** Pause between signs of life; a host that misses three is gone. 15 seconds when absent. */
  readonly keepaliveMs?: number;
  /** Ends connecting, and later the connection. */
  readonly signal?: AbortSignal;
}

export interface ExecOptions {
  readonly stdin?: string;
  /** Most that the command may write. */
  readonly maxBytes: number;
  readonly signal?: AbortSignal;
}

export interface CommandResult {
  /** Null when a signal ended the command. */
  readonly code: number | null;
  readonly stdout: Buffer;
  /** Its first 64 KiB. */
  readonly stderr: string;
}

export interface SshConnection extends AsyncDisposable {
  /** Of the host's key: "SHA256:…". */
  readonly fingerprint: string;
  /**
   * Runs one command and gives what it wrote. The remote account's shell interprets `command`: pass a fixed text, and
   * data by stdin only. Throws IST-2204 when the account may run nothing, IST-2206 when it writes more than maxBytes,
   * IST-2207 when the connection breaks before the command has ended.
   */
  exec(command: string, options: ExecOptions): Promise<CommandResult>;
  /** A stream to a UNIX socket on the host, without any shell. Throws IST-2204 when it is refused. */
  openUnixSocket(path: string): Promise<Duplex>;
}

const TIMEOUT_MS = 20_000;
const KEEPALIVE_MS = 15_000;
/** In the order of preference. The last signs with SHA-1 and is for hosts that know nothing else. */
const HOST_KEY_ALGORITHMS: readonly ServerHostKeyAlgorithm[] = [
  'ssh-ed25519',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
  'rsa-sha2-512',
  'rsa-sha2-256',
  'ssh-rsa',
];

/**
 * Throws IST-2208 when the host's key is not the expected one (before anything secret is sent), IST-2203 when the
 * sign-in is refused, IST-2201 when nobody answers, IST-2205 when what answers is no SSH server, IST-2207 when it hangs
 * up, IST-2220 for credentials or a host key that cannot be read.
 */
export async function openSsh(target: SshTarget): Promise<SshConnection> {
  const { host, port = 22, username, signal } = target;
  signal?.throwIfAborted();
  const at = `${host}:${port}`;
  const { default: ssh2 } = await import('ssh2');
  const check = await hostKeyCheck({ ...target, port });
  const authHandler = authMethods(target, ssh2.utils.parseKey);
  let refusal: IsthmusError | undefined;
  let fingerprint = '';
  const client = new ssh2.Client();
  const config: ConnectConfig = {
    host,
    port,
    username,
    authHandler,
    readyTimeout: target.timeoutMs ?? TIMEOUT_MS,
    keepaliveInterval: target.keepaliveMs ?? KEEPALIVE_MS,
    keepaliveCountMax: 3,
    // Sockets are forwarded by an extension that more servers know than OpenSSH by name.
    strictVendor: false,
    algorithms: { serverHostKey: algorithmsFor(check.types) },
    hostVerifier(key: Buffer) {
      refusal = check.refusal(key);
      fingerprint = fingerprintOf(key);
      return refusal === undefined;
    },
  };
  await ready(client, config, signal, (error) => refusal ?? connectFailure(error, at, username));
  return new OpenConnection(client, { at, username, fingerprint, ...(signal !== undefined && { signal }) });
}

/** A host that shows a key of a type we do not know it by would look like a stranger: the known types come first. */
function algorithmsFor(types: readonly string[]): ServerHostKeyAlgorithm[] {
  const isKnown = (algorithm: string): boolean =>
    types.includes(algorithm) || (algorithm.startsWith('rsa-') && types.includes('ssh-rsa'));
  return [
    ...HOST_KEY_ALGORITHMS.filter((algorithm) => isKnown(algorithm)),
    ...HOST_KEY_ALGORITHMS.filter((algorithm) => !isKnown(algorithm)),
  ];
}

function ready(
  client: Client,
  config: ConnectConfig,
  signal: AbortSignal | undefined,
  explain: (error: unknown) => IsthmusError,
): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<undefined>();
  const abort = (): void => {
    reject(signal?.reason as Error);
    client.destroy();
  };
  const fail = (error: Error): void => {
    reject(explain(error));
    client.destroy();
  };
  const closed = (): void => reject(explain(new Error('closed')));
  // Stays after the connection is ready or given up: a late error of a socket nobody listens to would end the process.
  client.on('error', fail).on('close', closed);
  client.once('ready', () => resolve(undefined));
  signal?.addEventListener('abort', abort, { once: true });
  try {
    client.connect(config);
  } catch (error) {
    reject(explain(error));
  }
  return promise.finally(() => signal?.removeEventListener('abort', abort));
}
