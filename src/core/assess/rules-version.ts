/** Names a set of rules so exactly that a decision can be replayed with the same ones, and a changed rule is noticed. */

import { digestOf } from '../evidence/digest.ts';
import type { Rule } from './rule.ts';
import { RULES } from './rules/registry.ts';
import { SOURCE_DIGEST } from './rules/source-digest.ts';

/**
 * Digest over what the rules are and do. The code of shipped rules and of what they call is covered by the digest of
 * their source files, which is the same bundled or not; a rule from elsewhere is covered by its function's text.
 */
export function rulesVersion(rules: readonly Rule[]): string {
  const shipped = new Set(RULES);
  return digestOf({
    source: SOURCE_DIGEST,
    rules: rules.map((rule) => ({
      // What has no JSON form, absent members and the function, is left out.
      data: JSON.parse(JSON.stringify(rule)) as unknown,
      code: shipped.has(rule) ? null : rule.evaluate.toString(),
    })),
  });
}
