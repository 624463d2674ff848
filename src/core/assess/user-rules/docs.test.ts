/** The guide names every field, and its examples work. */

import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { parseRules } from './parse-rules.ts';
import { ruleKeys, TARGET_IDS, testKeys } from './rule-schema.ts';

const text = await readFile(new URL('../../../../docs/guide/own-rules.md', import.meta.url), 'utf8');

describe('docs/guide/own-rules.md', () => {
  it.each([...ruleKeys, ...testKeys, ...TARGET_IDS])('names %s', (field) => {
    expect(text).toContain(`\`${field}\``);
  });

  it('shows rules that work', () => {
    const rules = parseRules(/```yaml\n([\s\S]*?)```/.exec(text)?.[1] ?? '', 'guide.yaml');
    expect(rules.flatMap(({ problems }) => problems)).toEqual([]);
    expect(rules).toHaveLength(3);
    expect(rules.every(({ tests }) => tests.length > 0)).toBe(true);
  });
});
