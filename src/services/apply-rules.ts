/** Puts rules of the user's own in force, and takes them out again. Every version is kept. */

import type { RuleCheckDocument } from '../api/rules.ts';
import { parseRules } from '../core/assess/user-rules/parse-rules.ts';
import { placeText } from '../core/assess/user-rules/rule-reader.ts';
import type { ParsedRule } from '../core/assess/user-rules/rule-reader.ts';
import { failure } from '../core/errors/registry.ts';
import { readDocument, saveDocument } from '../store/documents.ts';
import type { ServiceContext } from './context.ts';
import { RULE_DOCUMENTS } from './own-rules.ts';
import { originText, rulesInForce } from './rules-in-force.ts';

const NAME = 'the rules given';

/** Everything to correct, and how the tests inside went. Applies nothing. */
export function checkRules(text: string): RuleCheckDocument {
  const rules = parseRules(text, NAME);
  return {
    rules: rules.map(({ rule, problems, tests }) => ({
      id: rule.id,
      label: rule.label,
      sound: problems.length === 0,
      tests: tests.map((test) => ({ ...test, differences: [...test.differences] })),
    })),
    problems: rules.flatMap(({ problems }) => problems.map((problem) => ({ ...problem }))),
  };
}

/** Sound rules only. Throws IST-3011 with every place to correct. */
export function requireSound(text: string): readonly ParsedRule[] {
  const rules = parseRules(text, NAME);
  const problems = rules.flatMap((rule) => rule.problems);
  if (problems.length > 0) {
    throw failure(
      'IST-3011',
      `${problems.length} ${problems.length === 1 ? 'thing has' : 'things have'} to be corrected`,
      {
        causes: problems.map((problem) => ({
          where: placeText(problem.ruleId, problem),
          message: problem.message,
        })),
      },
    );
  }
  if (rules.length === 0) throw failure('IST-3011', 'there is no rule in the text');
  return rules;
}

export interface AppliedRule {
  readonly id: string;
  readonly version: number;
  /** Of the text. */
  readonly digest: string;
  /** False: the same text was in force already. */
  readonly changed: boolean;
}

/**
 * All of the rules or none. Throws IST-3011 when one is not valid or one of the tests inside fails, IST-3012 when a
 * file of the rules folder has the same id.
 */
export async function applyRules(context: ServiceContext, text: string): Promise<readonly AppliedRule[]> {
  const rules = requireSound(text);
  const { own } = await rulesInForce(context);
  const taken = own.filter(
    ({ origin, rule }) => origin.kind === 'folder' && rules.some((one) => one.rule.id === rule.id),
  );
  if (taken.length > 0) {
    throw failure('IST-3012', 'a file of the rules folder has the same id', {
      causes: taken.map((one) => ({ where: one.rule.id, message: `stands in ${originText(one)}` })),
    });
  }
  return context.store.transaction(async (connection) => {
    const applied: AppliedRule[] = [];
    for (const one of rules) {
      const key = { kind: RULE_DOCUMENTS, name: one.rule.id };
      const before = await readDocument(connection, key);
      const content = one.text;
      const made = { ...key, content, actor: context.actor, createdAt: context.clock() };
      const { version, digest } = await saveDocument(connection, made);
      applied.push({ id: one.rule.id, version, digest, changed: version !== before?.version });
    }
    return applied;
  });
}

/** Throws IST-3013 for a rule nobody knows, IST-3014 for one that was not applied. */
export async function deleteRule(context: ServiceContext, id: string): Promise<{ id: string; version: number }> {
  const key = { kind: RULE_DOCUMENTS, name: id };
  const newest = await readDocument(context.store, key);
  if (newest === undefined || newest.content === '') {
    const { rules, own } = await rulesInForce(context);
    const where = own.find(({ rule }) => rule.id === id);
    if (where !== undefined) throw failure('IST-3014', `"${id}" stands in ${originText(where)}`);
    if (rules.some((rule) => rule.id === id)) throw failure('IST-3014', `"${id}" is shipped with the product`);
    throw failure('IST-3013', `there is no rule "${id}"`);
  }
  const made = { ...key, content: '', actor: context.actor, createdAt: context.clock() };
  const { version } = await saveDocument(context.store, made);
  return { id, version };
}
