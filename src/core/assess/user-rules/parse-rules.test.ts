import fc from 'fast-check';
import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import { parseRules } from './parse-rules.ts';
import { onlyRule, ruleText } from './rule.fixture.ts';

const HEAD =
  'id: user.x\nlabel: X\ndescription: d\nremedy: r\nseverity: blocker\nsource: { ref: h, date: 2026-11-01 }\n';

describe('a mistake in a rule', () => {
  it.each<{ text: string; at: string; says: RegExp; reason: string }>([
    {
      text: `${HEAD}fails: cpucount > 4`,
      at: '7:8',
      says: /unknown fact "cpucount". Did you mean "cpuCount"/,
      reason: 'a fact misspelt',
    },
    {
      text: `${HEAD}fails: true && cpus > 4`,
      at: '7:16',
      says: /Did you mean "cpuCount"|cpu/,
      reason: 'a name of other tools',
    },
    {
      text: `${HEAD}fails: powerState == "on" && family == "linux"`,
      at: '7:30',
      says: /os\.family/,
      reason: 'a member without its group',
    },
    {
      text: `${HEAD}fails: memoryMiB > "8 GiB"`,
      at: '7:20',
      says: /memoryMiB is a number and "8 GiB" is text: they never compare/,
      reason: 'types that never compare',
    },
    {
      text: `${HEAD}fails: firmware == "uefi"`,
      at: '7:20',
      says: /"uefi" is none of its values: bios, efi. Did you mean "efi"/,
      reason: 'a value it never has',
    },
    {
      text: `${HEAD}fails: powerState in ["on", "of"]`,
      at: '7:29',
      says: /"of" is none of its values/,
      reason: 'one of a list',
    },
    {
      text: `${HEAD}fails: '"sql" in roles'`,
      at: '7:9',
      says: /"sql" is none of its values/,
      reason: 'a value no element has',
    },
    {
      text: `${HEAD}fails: cpuCount`,
      at: '7:8',
      says: /cpuCount is a number, not true or false: compare it, such as cpuCount > 1/,
      reason: 'no condition',
    },
    { text: `${HEAD}fails: tpm > 1`, at: '7:14', says: /true or false/, reason: 'a flag compared with a number' },
    {
      text: `${HEAD}fails: name in "abc"`,
      at: '7:16',
      says: /not a list; to look into a text use contains/,
      reason: 'a text as a list',
    },
    {
      text: `${HEAD}fails: networks.contains("x")`,
      at: '7:8',
      says: /for texts; use "x" in the list/,
      reason: 'a list as a text',
    },
    { text: `${HEAD}fails: networks == ["x"]`, at: '7:8', says: /lists are looked into/, reason: 'lists compared' },
    {
      text: `${HEAD}fails: disks.exists(d, d.sharde)`,
      at: '7:24',
      says: /"disks\[\]\.sharde". Did you mean "disks\[\]\.shared"/,
      reason: 'a member misspelt',
    },
    {
      text: `${HEAD}fails: disks.exists(d, d.label > 3)`,
      at: '7:34',
      says: /disks\[\]\.label is text and 3 is a number/,
      reason: 'a type of a member',
    },
    { text: `${HEAD}fails: os == "linux"`, at: '7:8', says: /os has members/, reason: 'a group' },
    { text: `${HEAD}fails: tags == "x"`, at: '7:8', says: /tags holds names: write tags\["name"\]/, reason: 'a map' },
    { text: `${HEAD}fails: '!has(owner)'`, at: '7:14', says: /aboutKnowledge: true/, reason: 'has() of a fact' },
    {
      text: `${HEAD}fails: name.matches("(a+)+$")`,
      at: '7:8',
      says: /"matches" is not in the subset/,
      reason: 'a regular expression',
    },
    { text: `${HEAD}fails: usedMiB * 2 > 4`, at: '7:8', says: /arithmetic/, reason: 'arithmetic' },
    { text: `${HEAD}fails: cpuCount >`, at: '7:', says: /./, reason: 'syntax' },
    {
      text: `${HEAD}fails: |\n  cpuCount > 4 &&\n    memorymib > 8`,
      at: '9:5',
      says: /memoryMiB/,
      reason: 'in a block',
    },
    {
      text: `${HEAD}fails: >-\n  cpuCount > 4 &&\n\n  memorymib > 8`,
      at: '10:3',
      says: /memoryMiB/,
      reason: 'in a folded block',
    },
    {
      text: `${HEAD}fails: "name == \\"x\\" || memorymib > 8"`,
      at: '7:26',
      says: /memoryMiB/,
      reason: 'behind escapes',
    },
    {
      text: `${HEAD}fails: 'name == ''x'' || memorymib > 8'`,
      at: '7:26',
      says: /memoryMiB/,
      reason: 'behind doubled quotes',
    },
    {
      text: `${HEAD}fails: cpuCount > 4\nevidence: "has {cpuCont} CPUs"`,
      at: '8:17',
      says: /cpuCount/,
      reason: 'in the evidence',
    },
    {
      text: `${HEAD}fails: cpuCount > 4\nevidence: "has {cpuCount CPUs"`,
      at: '8:16',
      says: /never closed/,
      reason: 'a brace',
    },
    {
      text: `${HEAD}fails: cpuCount > 4\nwhen: platfrom == "kvm"`,
      at: '8:7',
      says: /platform/,
      reason: 'in the precondition',
    },
    {
      text: `${HEAD}fails: cpuCount > 4\nfixhours: 3`,
      at: '8:11',
      says: /"fixhours" is not known here. Did you mean "fixHours"/,
      reason: 'a member misspelt',
    },
    {
      text: HEAD.replace('blocker', '{ azurevm: blocker }') + 'fails: tpm',
      at: '5:22',
      says: /"azurevm" is not known here/,
      reason: 'a target misspelt',
    },
    {
      text: HEAD.replace('user.x', 'big') + 'fails: tpm',
      at: '1:5',
      says: /begins with "user\."/,
      reason: 'an id of a shipped rule',
    },
    {
      text: `${HEAD}fails: tpm\ntests:\n  - { name: a, facts: { cpucount: 3 }, expect: fail }`,
      at: '9:35',
      says: /Did you mean "cpuCount"/,
      reason: 'a fact of a test',
    },
    {
      text: `${HEAD}fails: tpm\ntests:\n  - { name: a, facts: { tpm: true }, expect: pass }`,
      at: '9:46',
      says: /test "a": expected pass, got fail/,
      reason: 'a test that fails',
    },
    { text: 'fails: [', at: '1:9', says: /./, reason: 'no YAML' },
    { text: 'hello', at: '1:1', says: /write one rule/, reason: 'no rule' },
    {
      text: `rules:\n  - ${HEAD.replaceAll('\n', '\n    ')}fails: tpm\nrule: 3`,
      at: '9:7',
      says: /"rule" is not known here/,
      reason: 'a key beside the rules',
    },
  ])('is named with its place: $reason', ({ text, at, says }) => {
    const problems = parseRules(text, 'x.yaml').flatMap((rule) => rule.problems);
    expect(problems.map(({ message }) => message).join('\n')).toMatch(says);
    expect(`${problems[0]?.line}:${problems[0]?.column}`).toMatch(new RegExp(`^${at}`));
  });

  it('is listed with all the others', () => {
    const text = `${HEAD.replace('blocker', 'bloker')}fails: cpucount > 4\nwhen: platfrom == "x"`;
    const { problems } = onlyRule(text);
    expect(problems.map(({ path }) => path)).toEqual(['severity', 'when', 'fails']);
  });

  it('touches no other rule of the file', () => {
    const rules = parseRules(
      `- ${ruleText('tpm').replaceAll('\n', '\n  ')}\n- ${ruleText('tmp', { id: 'user.y' }).replaceAll('\n', '\n  ')}`,
      'x.yaml',
    );
    expect(rules.map(({ rule, definition }) => [rule.id, definition !== null])).toEqual([
      ['user.x', true],
      ['user.y', false],
    ]);
  });

  it('may be an id that stands twice in a file', () => {
    const text = `- ${ruleText('tpm').replaceAll('\n', '\n  ')}\n- ${ruleText('secureBoot').replaceAll('\n', '\n  ')}`;
    const [, second] = parseRules(text, 'x.yaml');
    expect(second?.problems[0]?.message).toBe('"user.x" is the id of another rule in this file already (line 1)');
  });
});

describe('a rule at fault', () => {
  const context = { asOf: '2026-11-22' } as Parameters<ReturnType<typeof onlyRule>['rule']['evaluate']>[1];

  it('is unknown with the reason and the place, by its own severity', () => {
    const { rule } = onlyRule(ruleText('cpucount > 4', { severity: { kvm: 'blocker' }, platforms: ['vsphere'] }));
    expect(rule.severity).toEqual({ kvm: 'blocker' });
    expect(rule.platforms).toEqual(['vsphere']);
    expect(rule.kinds).toEqual(['vm']);
    expect(rule.evaluate({ cpuCount: 8 }, context)).toEqual({
      outcome: 'unknown',
      missing: [],
      why: expect.stringMatching(
        /^rule user\.x cannot be read: x\.yaml: fails \(line 7, column 8\): unknown fact "cpucount"/,
      ),
    });
  });

  it('warns everywhere when its severity cannot be read', () => {
    const { rule } = onlyRule(ruleText('cpuCount > 4', { severity: 'heavy' }));
    expect(Object.keys(rule.severity)).toHaveLength(8);
    expect(new Set(Object.values(rule.severity))).toEqual(new Set(['warning']));
  });

  it('has an id of its own when its file cannot be read', () => {
    const { rule } = onlyRule('a: [');
    expect(rule.id).toBe('user.unreadable.x-yaml');
    expect(rule.kinds).toEqual(['vm', 'container', 'ai']);
  });

  it('is one that grows beyond all bounds once its aliases are followed', () => {
    const list = (name: string): string => `[${Array.from({ length: 50 }, () => `*${name}`).join(', ')}]`;
    const text = `a: &a ${'x'.repeat(50_000)}\nb: &b ${list('a')}\nrules: ${list('b')}\n`;
    const [only] = parseRules(text, 'x.yaml');
    expect(only?.problems[0]?.message).toContain('aliases');
    expect(parseRules('rules: &a [*a]', 'x.yaml')[0]?.problems).toHaveLength(1);
    expect(parseRules('['.repeat(200_000), 'x.yaml')[0]?.problems.length).toBeGreaterThan(0);
  });

  it('is never an exception, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.string().map((text) => `${HEAD}fails: ${text}`),
        ),
        (text) => {
          for (const { rule, problems, definition } of parseRules(text, 'x.yaml')) {
            expect(definition === null).toBe(problems.length > 0);
            expect(rule.evaluate({}, context).outcome === 'unknown' || definition !== null).toBe(true);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('the text of one rule out of many', () => {
  it('says the same by itself', () => {
    const text = `# ours\nrules:\n  - ${HEAD.replaceAll('\n', '\n    ')}# why\n    fails: |\n      cpuCount > 4 &&\n        tpm\n`;
    const one = onlyRule(text);
    expect(one.problems).toEqual([]);
    expect(one.text).toContain('# why');
    expect(onlyRule(one.text).rule.digest).toBe(one.rule.digest);
  });

  it('is written anew where it leans on another', () => {
    const text = `- &a\n  ${HEAD.replaceAll('\n', '\n  ')}fails: tpm\n- <<: *a\n  id: user.y\n`;
    const [, second] = parseRules(text, 'x.yaml');
    expect(parse(second?.text ?? '')).toMatchObject({ id: 'user.y', fails: 'tpm' });
  });
});
