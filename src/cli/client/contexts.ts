/** Named servers with their tokens, in a file only its owner may read. No context: the embedded database here. */

import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { failure } from '../../core/errors/registry.ts';

const contextsFileSchema = z.object({
  current: z.string().optional(),
  contexts: z.record(z.string(), z.object({ server: z.url(), token: z.string().optional() })).default({}),
});
export type ContextsFile = z.infer<typeof contextsFileSchema>;

type Environment = Readonly<Record<string, string | undefined>>;

export function contextsPath(env: Environment): string {
  if (env.ISTHMUS_CONFIG) return env.ISTHMUS_CONFIG;
  if (process.platform === 'win32')
    return join(env.APPDATA ?? join(homedir(), 'AppData', 'Roaming'), 'Isthmus', 'config.yaml');
  return join(env.XDG_CONFIG_HOME ?? join(homedir(), '.config'), 'isthmus', 'config.yaml');
}

export async function readContexts(env: Environment): Promise<ContextsFile> {
  let text: string;
  try {
    text = await readFile(contextsPath(env), 'utf8');
  } catch {
    return { contexts: {} };
  }
  const parsed = contextsFileSchema.safeParse(parse(text) ?? {});
  if (parsed.success) return parsed.data;
  throw failure('IST-9003', `${contextsPath(env)} is not a valid contexts file`, {
    causes: parsed.error.issues.map((issue) => ({ where: issue.path.join('.'), message: issue.message })),
  });
}

export async function writeContexts(env: Environment, file: ContextsFile): Promise<void> {
  const path = contextsPath(env);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, stringify(file), { mode: 0o600 });
  await chmod(path, 0o600);
}

/** Server and token to use, or undefined for the local database. */
export async function chooseContext(
  env: Environment,
  wanted: string | undefined,
): Promise<{ server: string; token?: string } | undefined> {
  if (wanted === 'local') return undefined;
  const name = wanted ?? (env.ISTHMUS_CONTEXT || undefined);
  if (name === undefined && env.ISTHMUS_SERVER) return { server: env.ISTHMUS_SERVER, token: env.ISTHMUS_TOKEN };
  const file = await readContexts(env);
  const chosen = name ?? file.current;
  if (chosen === undefined || chosen === 'local') return undefined;
  const context = file.contexts[chosen];
  if (context === undefined) throw failure('IST-9004', `there is no context named "${chosen}"`);
  return { server: context.server, token: env.ISTHMUS_TOKEN ?? context.token };
}
