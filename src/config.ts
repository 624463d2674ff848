/** What the environment may set, checked once at start. Everything else is an argument or a setting in the database. */

import { homedir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { failure } from './core/errors/registry.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const wholeNumber = (least: number, most: number): z.ZodType<number, string> =>
  z.string().regex(/^\d+$/, 'must be a whole number').transform(Number).pipe(z.number().min(least).max(most));

const databaseUrl = z.string().refine((text) => {
  const protocol = URL.canParse(text) ? new URL(text).protocol : '';
  return protocol === 'postgres:' || protocol === 'postgresql:';
}, 'must look like postgres://user:password@host:5432/database');

const textList = z.string().transform((text) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== ''),
);

/** One line per variable: its name, its form, its meaning. */
const schema = z.object({
  /** Data folder. */
  ISTHMUS_HOME: z.string().min(1).optional(),
  /** PostgreSQL 15 or newer, instead of the embedded one. */
  DATABASE_URL: databaseUrl.optional(),
  /** Address the server listens on; loopback unless told otherwise. */
  ISTHMUS_HOST: z.string().min(1).default('127.0.0.1'),
  ISTHMUS_PORT: wholeNumber(0, 65_535).default(8787),
  /** Address that people use when a proxy stands in front. */
  ISTHMUS_PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** How long the embedded database stays up without users. */
  ISTHMUS_DATABASE_IDLE_SECONDS: wholeNumber(1, 86_400).default(30),
  ISTHMUS_LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  /** Keys that stored secrets are sealed with: base64 of 32 bytes, comma-separated; the first seals, all open. */
  ISTHMUS_KEY: z.string().min(1).optional(),
  /** File with one such key a line, instead of ISTHMUS_KEY. */
  ISTHMUS_KEY_FILE: z.string().min(1).optional(),
  /** Reference to the Ed25519 key that checkpoints of the audit log are signed with: "file:/run/secrets/audit.pem". */
  ISTHMUS_AUDIT_KEY: z.string().min(1).optional(),
  /** What references to secrets may begin with, comma-separated: "env:ISTHMUS_SECRET_,file:/run/secrets/". */
  ISTHMUS_SECRET_REFERENCES: textList.optional(),
  /** Packages or paths of providers, comma-separated. */
  ISTHMUS_PROVIDERS: textList.optional(),
  /** A source that lists this many percent fewer machines than before is held for confirmation; 100: only an empty one. */
  ISTHMUS_HOLD_PERCENT: wholeNumber(1, 100).default(50),
  /** Mirror of the public price service, for networks that do not reach it. */
  ISTHMUS_PRICES_ENDPOINT: z.url({ protocol: /^https$/ }).optional(),
});

export interface Config {
  /** Absolute path of the data folder. */
  readonly home: string;
  /** Undefined: the embedded database in `home`. */
  readonly databaseUrl: string | undefined;
  readonly listen: { readonly host: string; readonly port: number };
  /** Undefined: the address it listens on. */
  readonly publicUrl?: URL;
  readonly databaseIdleSeconds: number;
  readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
  /** Master keys as they were given; absent: a key file in the data folder. */
  readonly key?: string;
  readonly keyFile?: string;
  /** Reference to the key that signs the audit log; absent: a key file in the data folder. */
  readonly auditKey?: string;
  /** Absent: on a server what cannot read its own files and variables; on the command line anything. */
  readonly secretReferences?: readonly string[];
  readonly providers?: readonly string[];
  /** Absent: 50. */
  readonly holdPercent?: number;
  readonly pricesEndpoint?: string;
}

/** The platform's place for application data. */
export function defaultHome(env: Environment, platform: NodeJS.Platform = process.platform): string {
  if (platform === 'win32')
    return path.win32.join(env['LOCALAPPDATA'] ?? path.win32.join(homedir(), 'AppData', 'Local'), 'Isthmus');
  if (platform === 'darwin') return path.posix.join(homedir(), 'Library', 'Application Support', 'Isthmus');
  return path.posix.join(env['XDG_DATA_HOME'] || path.posix.join(homedir(), '.local', 'share'), 'isthmus');
}

/** Throws IST-7002 naming every variable that is wrong. An empty variable counts as unset. */
export function readConfig(env: Environment): Config {
  const set = Object.fromEntries(Object.keys(schema.shape).flatMap((name) => (env[name] ? [[name, env[name]]] : [])));
  const parsed = schema.safeParse(set);
  if (!parsed.success) {
    const causes = parsed.error.issues.map((issue) => ({ where: issue.path.join('.'), message: issue.message }));
    const names = [...new Set(causes.map((cause) => cause.where))].join(', ');
    throw failure('IST-7002', `${names} ${causes.length === 1 ? 'is' : 'are'} not valid`, { causes });
  }
  const values = parsed.data;
  return {
    home: path.resolve(values.ISTHMUS_HOME ?? defaultHome(env)),
    databaseUrl: values.DATABASE_URL,
    listen: { host: values.ISTHMUS_HOST, port: values.ISTHMUS_PORT },
    ...(values.ISTHMUS_PUBLIC_URL === undefined ? {} : { publicUrl: new URL(values.ISTHMUS_PUBLIC_URL) }),
    databaseIdleSeconds: values.ISTHMUS_DATABASE_IDLE_SECONDS,
    logLevel: values.ISTHMUS_LOG_LEVEL,
    ...(values.ISTHMUS_KEY !== undefined && { key: values.ISTHMUS_KEY }),
    ...(values.ISTHMUS_KEY_FILE !== undefined && { keyFile: path.resolve(values.ISTHMUS_KEY_FILE) }),
    ...(values.ISTHMUS_AUDIT_KEY !== undefined && { auditKey: values.ISTHMUS_AUDIT_KEY }),
    ...(values.ISTHMUS_SECRET_REFERENCES !== undefined && { secretReferences: values.ISTHMUS_SECRET_REFERENCES }),
    ...(values.ISTHMUS_PROVIDERS !== undefined && { providers: values.ISTHMUS_PROVIDERS }),
    holdPercent: values.ISTHMUS_HOLD_PERCENT,
    ...(values.ISTHMUS_PRICES_ENDPOINT !== undefined && { pricesEndpoint: values.ISTHMUS_PRICES_ENDPOINT }),
  };
}
