import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../../services/catalog.ts';
import { IsthmusError } from '../../errors/errors.ts';
import { ladderCondition, ladderLevel } from './ladder.ts';
import { parsePack } from './pack.ts';
import { plainScope } from '../cel/scope.ts';

const catalog = await loadCatalog();
const HEAD = `id: own
version: 1.0.0
name: Own rules
source: house rules
asOf: '2026-11-22'
appliesWhen: 'true'
`;
const rule = (test: string, rest = ''): string =>
  `${HEAD}requirements:\n  - {id: a, ref: r, title: t, remedy: r, test: '${test}'${rest}}\n`;

function causes(text: string): string {
  try {
    parsePack(text, 'own.yaml', catalog);
    return 'none';
  } catch (error) {
    if (!(error instanceof IsthmusError)) throw error;
    return `${error.code} ${error.causes.map((cause) => `${cause.where}: ${cause.message}`).join('; ')}`;
  }
}

describe('parsePack', () => {
  it.each<{ reason: string; text: string; says: RegExp }>([
    { reason: 'no YAML', text: 'id: [', says: /^IST-4010 line 1/ },
    { reason: 'nothing', text: '', says: /^IST-4011 .*id/ },
    {
      reason: 'a version that is none',
      text: rule('true').replace('1.0.0', 'one'),
      says: /version \(line 2\): "one": three numbers/,
    },
    {
      reason: 'an unknown level',
      text: rule('true', ', level: shall'),
      says: /level \(line 8\): "shall" is not one of must, should, warn/,
    },
    {
      reason: 'a misspelt field',
      text: rule('true', ', remedi: x'),
      says: /"remedi" is not known here\. Did you mean "remedy"/,
    },
    {
      reason: 'a rule without a test',
      text: `${HEAD}requirements:\n  - {id: a, ref: r, title: t, remedy: r}\n`,
      says: /requirements\[0\]\.test \(line 8\): is required/,
    },
    {
      reason: 'no remedy',
      text: `${HEAD}requirements:\n  - {id: a, ref: r, title: t, test: 'true'}\n`,
      says: /remedy \(line 8\): is required/,
    },
    {
      reason: 'an id given twice',
      text: `${rule('true')}  - {id: a, ref: r, title: t, remedy: r, test: 'true'}\n`,
      says: /requirements\[1\]\.id \(line 9\): "a" is the id of two requirements/,
    },
  ])('refuses $reason', ({ text, says }) => {
    expect(causes(text)).toMatch(says);
  });

  it.each<{ reason: string; test: string; says: RegExp }>([
    {
      reason: 'a misspelt attribute',
      test: 'site.contry == "DE"',
      says: /requirements\[0\]\.test \(line 8\), column 1.*no attribute "site\.contry"\. Did you mean "site\.country"/,
    },
    { reason: 'syntax', test: 'site.country ==', says: /line 8/ },
    { reason: 'a mapping where a value belongs', test: 'site.operator == "x"', says: /no attribute "site\.operator"/ },
    {
      reason: 'a field of the inventory that does not exist',
      test: 'workload.cpus > 3',
      says: /no attribute "workload\.cpus"/,
    },
    { reason: 'a name out of nowhere', test: 'country == "DE"', says: /no attribute "country"/ },
    { reason: 'a condition used as a value', test: 'providerCanRead == true', says: /column 1.*by itself/ },
  ])('keeps a pack with $reason, and says where', ({ test, says }) => {
    const pack = parsePack(rule(test), 'own.yaml', catalog);
    expect(pack.problems).toHaveLength(1);
    expect(`${pack.problems[0]?.where}: ${pack.problems[0]?.message}`).toMatch(says);
    expect(pack.requirements[0]?.test.evaluate(plainScope({})), 'never silence').toMatchObject({
      error: expect.stringMatching(says),
    });
  });

  it.each([
    'workload.os.family == "windows" && workload.cpuCount >= 16',
    'workload.tags.CostCentre.startsWith("4711")',
    'has(workload.owner)',
    'site.custom.rack == "7"',
    'organisation.custom.list.exists(x, x == site.country)',
    'site.mine <= 3',
  ])('lets a rule read %s', (test) => {
    const pack = parsePack(`${rule(test)}attributes: {site.mine: my own}\n`, 'own.yaml', catalog);
    expect(pack.problems).toEqual([]);
  });

  it('digests what it means, not how it is written', () => {
    const plain = parsePack(rule('true'), 'a.yaml', catalog);
    expect(parsePack(`# a remark\n${rule('true')}`, 'b.yaml', catalog).digest).toBe(plain.digest);
    expect(parsePack(rule('false'), 'a.yaml', catalog).digest).not.toBe(plain.digest);
  });
});

describe('ladders', () => {
  const ladder = {
    id: 'L',
    name: 'Ladder',
    weightPct: 100,
    assessed: 'site.csf.SOV1',
    conf: 'own' as const,
    rungs: [
      { level: 1, when: 'site.custom.one' },
      { level: 3, when: 'site.custom.three' },
    ],
  };
  const pack = parsePack(
    JSON.stringify({
      id: 'p',
      version: '1.0.0',
      name: 'p',
      source: 's',
      asOf: '2026-11-22',
      appliesWhen: 'true',
      ladders: [ladder],
      requirements: [
        { id: 'r', ref: 'r', title: 't', remedy: 'r', ladder: 'L', minimum: 'organisation.minimumSeal.SOV1' },
      ],
    }),
    'p.yaml',
    catalog,
  );
  const [rungs] = pack.ladders;
  const scope = (custom: Record<string, unknown>, minimum?: number, assessed?: number): ReturnType<typeof plainScope> =>
    plainScope({
      site: { custom, ...(assessed === undefined ? {} : { csf: { SOV1: assessed } }) },
      organisation: { minimumSeal: { SOV1: minimum } },
    });

  it.each<{ reason: string; custom: Record<string, unknown>; low: number; high: number; missing: string[] }>([
    { reason: 'the highest rung reached counts', custom: { one: true, three: true }, low: 3, high: 3, missing: [] },
    { reason: 'a lower rung need not be asked about', custom: { three: true }, low: 3, high: 3, missing: [] },
    {
      reason: 'an unknown higher rung leaves it open',
      custom: { one: true },
      low: 1,
      high: 3,
      missing: ['site.custom.three'],
    },
    { reason: 'nothing reached is level 0', custom: { one: false, three: false }, low: 0, high: 0, missing: [] },
    {
      reason: 'nothing known is anything',
      custom: {},
      low: 0,
      high: 3,
      missing: ['site.custom.one', 'site.custom.three'],
    },
  ])('$reason', ({ custom, low, high, missing }) => {
    expect(rungs && ladderLevel(rungs, scope(custom))).toMatchObject({ low, high, missing });
  });

  it('agrees with the rule made of it', () => {
    const test = pack.requirements[0]?.test;
    expect(pack.problems).toEqual([]);
    for (const one of [true, false, undefined]) {
      for (const three of [true, false, undefined]) {
        for (const minimum of [0, 1, 2, 3, 4]) {
          const at = scope({ ...(one !== undefined && { one }), ...(three !== undefined && { three }) }, minimum);
          const level = rungs && ladderLevel(rungs, at);
          const answer = test?.evaluate(at);
          if (level === undefined) throw new Error('no ladder');
          if (level.low >= minimum) expect(answer).toBe(true);
          else if (level.high < minimum) expect(answer).toBe(false);
          else expect(answer).toMatchObject({ missing: expect.any(Array) });
        }
      }
    }
  });

  it('lets an assessor decide', () => {
    expect(pack.requirements[0]?.test.evaluate(scope({ three: true }, 2, 1))).toBe(false);
    expect(rungs && ladderLevel(rungs, scope({ three: true }, 2, 1))).toMatchObject({
      low: 1,
      high: 1,
      basis: 'assessed',
    });
    expect(ladderCondition(ladder, 'organisation.minimumSeal.SOV1')).toContain('has(site.csf.SOV1)');
  });
});
