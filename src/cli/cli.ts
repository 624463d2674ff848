/** What a command may use: the streams, the options every command takes, and a client of the API. */

import type { Catalog } from '../core/catalog/catalog.ts';
import type { Pack } from '../core/policy/packs/pack.ts';
import type { Client } from './client/client.ts';

export const OUTPUT_FORMATS = ['table', 'wide', 'json', 'yaml', 'csv', 'name'] as const;
export type OutputFormat = (typeof OUTPUT_FORMATS)[number];

export interface Streams {
  readonly stdout: NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };
  readonly stderr: NodeJS.WritableStream & { readonly isTTY?: boolean };
}

/** A pack and the file it was read from. */
export interface PackFile extends Pack {
  readonly origin: 'shipped' | 'own';
  readonly file: string;
}

/** What ships as data, read from disk: commands that need no server and no database work from it. */
export interface Rulebook {
  catalog(): Promise<Catalog>;
  /** Shipped packs, and those of the data folder `home` beside them. Throws IST-4010 to IST-4015. */
  packs(home?: string): Promise<readonly PackFile[]>;
  /** The same, whatever a lock file in the data folder says. */
  packsUnlocked(home?: string): Promise<readonly PackFile[]>;
}

/** The edges a command cannot reach by itself; main.ts provides them. */
export interface Wiring {
  readonly rulebook: Rulebook;
  /** A client of the API served in this process, on the embedded database. */
  openLocal(): Promise<Client>;
  serve(options: ServeOptions, streams: Streams): Promise<number>;
}

export interface ServeOptions {
  readonly host?: string;
  readonly port?: number;
  readonly home?: string;
  /** Load the demo estate first when the estate is empty. */
  readonly demo?: { readonly seed: number; readonly workloads: number };
}

export interface GlobalOptions {
  readonly output?: OutputFormat;
  readonly context?: string;
  readonly color?: boolean;
  readonly trace?: boolean;
}

export interface Cli {
  readonly streams: Streams;
  readonly wiring: Wiring;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly options: () => GlobalOptions;
  /** The client for the chosen context; opened once, closed when the command ends. */
  client(): Promise<Client>;
  /** A message for people: standard error, never data. */
  say(text: string): void;
  /** Data: standard output. */
  write(text: string): Promise<void>;
  /** Set by a command whose answer is not plain success, from the fixed table of exit codes. */
  exitWith(code: 0 | 1 | 2 | 3 | 4 | 5 | 64): void;
}
