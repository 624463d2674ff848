/**
 * The user's own readiness rules: those of files in the rules folder of the data folder, and those applied through the
 * API. Read anew at every question, so that an edited file counts at once; what did not change is not parsed again.
 */

import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { digestText } from '../core/evidence/digest.ts';
import { MOST_CHARACTERS, parseRules } from '../core/assess/user-rules/parse-rules.ts';
import type { ParsedRule } from '../core/assess/user-rules/rule-reader.ts';
import { readDocuments } from '../store/documents.ts';
import type { StoredDocument } from '../store/documents.ts';
import type { ServiceContext } from './context.ts';

/** Rules as documents: one per applied rule, named by its id. An empty text says that it was deleted. */
export const RULE_DOCUMENTS = 'rule';

export type RuleOrigin =
  | { readonly kind: 'folder'; readonly file: string }
  | { readonly kind: 'applied'; readonly version: number; readonly actor: string; readonly at: Date };

export interface OwnRule extends ParsedRule {
  readonly origin: RuleOrigin;
}

/** Files of the folder first, by name, then applied rules by id. Ids may stand twice: see rules-in-force.ts. */
export async function readOwnRules(context: Pick<ServiceContext, 'home' | 'store'>): Promise<readonly OwnRule[]> {
  const [folder, documents] = await Promise.all([
    readRulesFolder(join(context.home, 'rules')),
    readDocuments(context.store, RULE_DOCUMENTS),
  ]);
  return [...folder, ...documents.filter(({ content }) => content !== '').flatMap(appliedRules)];
}

function appliedRules(document: StoredDocument): OwnRule[] {
  const { name, content, version, actor, createdAt } = document;
  const origin: RuleOrigin = { kind: 'applied', version, actor, at: createdAt };
  return parsed(content, `${name} (applied)`).map((rule) => ({ ...rule, origin }));
}

/** Every .yaml and .yml file of a folder, which need not exist. A file that cannot be read is there as a faulty rule. */
async function readRulesFolder(folder: string): Promise<readonly OwnRule[]> {
  const names = (await listFolder(folder)).filter((name) => /\.ya?ml$/i.test(name)).sort();
  const files = await Promise.all(
    names.map(async (name): Promise<readonly OwnRule[]> => {
      const rules = await readOneFile(join(folder, name), name);
      return rules.map((rule) => ({ ...rule, origin: { kind: 'folder', file: name } }));
    }),
  );
  return files.flat();
}

async function readOneFile(path: string, name: string): Promise<readonly ParsedRule[]> {
  try {
    const { size } = await stat(path);
    // Four bytes a character at most; a longer text is refused for its length before it is read whole.
    if (size > MOST_CHARACTERS * 4) return parseRules(' '.repeat(MOST_CHARACTERS + 1), name);
    return parsed(await readFile(path, 'utf8'), name);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
    return parseRules(`the file cannot be read: ${code}`, name);
  }
}

async function listFolder(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

/** Texts that were parsed, by name and digest. Past this many, all are forgotten. */
const PARSED_KEPT = 2000;
const known = new Map<string, readonly ParsedRule[]>();

function parsed(text: string, name: string): readonly ParsedRule[] {
  const key = `${name}\n${digestText(text)}`;
  let rules = known.get(key);
  if (rules === undefined) {
    rules = parseRules(text, name);
    if (known.size >= PARSED_KEPT) known.clear();
    known.set(key, rules);
  }
  return rules;
}
