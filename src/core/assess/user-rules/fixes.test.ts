import { describe, expect, it } from 'vitest';
import { parseRules } from './parse-rules.ts';
import { ruleText } from './rule.fixture.ts';

const messages = (text: string): string =>
  parseRules(text, 'mine.yaml')
    .flatMap(({ problems }) => problems.map(({ message }) => message))
    .join('; ');

describe('what a person has to correct comes with the fix', () => {
  it.each([
    ['YAML that slipped', 'id: user.a\nlabel: one: two\n', /Check the indentation/],
    ['a condition that ends too early', ruleText('cpuCount >'), /the condition ends too early/],
    ['one equals sign', ruleText('cpuCount = 4'), /write ==/],
    ['a target nobody knows', ruleText('tpm').replace(/^severity:.*$/m, 'severity: {azure: blocker}'), /azure-vm/],
  ])('%s', (_, text, says) => {
    expect(messages(text)).toMatch(says);
  });

  it.each([[''], ['# nothing yet\n'], ['rules: []\n']])('%j has no rules, and nothing to correct', (text) => {
    expect(parseRules(text, 'mine.yaml')).toEqual([]);
  });
});
