import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../../services/catalog.ts';
import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { citedByName, citedNist, compareControls, nistControl } from './control-id.ts';
import { FEEDS } from './evidence.ts';
import { FACT_CHECKS } from './facts.ts';

const { 'control-mappings': mappings } = await loadCatalog();

describe('NIST ids', () => {
  it.each([
    ['AC-6', 'AC-6'],
    ['ac-06 (10)', 'AC-6(10)'],
    ['AC-17(a)', 'AC-17'],
    ['IA-5(1)(a)', 'IA-5(1)'],
    ['CM-6(1).', 'CM-6(1)'],
    ['A.10.1.1', undefined],
    ['SRG-OS-000480', undefined],
    ['', undefined],
  ])('%s is %s', (text, control) => expect(nistControl(text)).toBe(control));

  it('of a list are each taken once', () => {
    expect(citedNist('CM-6(a), CM-6(b);SC-8', 'revision 4').map(({ cited }) => cited)).toEqual([
      'CM-6(a) (revision 4)',
      'SC-8 (revision 4)',
    ]);
  });

  it('in names of groups need the name of the book', () => {
    expect(citedByName('NIST_SP_800-53_R5.1.1_SC-28(1)')).toMatchObject({ control: 'SC-28(1)' });
    expect(citedByName('SC-28')).toBeUndefined();
    expect(citedByName('CIS_Azure_1.3.0_1.1')).toBeUndefined();
  });

  it('are what the catalogue writes', () => {
    for (const { nist80053r5 } of mappings.checks) for (const id of nist80053r5) expect(nistControl(id)).toBe(id);
  });
});

it('controls are in the order people count in', () => {
  const ids = ['SC-28(1)', 'SC-28', 'SC-7', 'AC-2(10)', 'AC-2(4)', 'A.5.14', 'A.5.9', '9(4)(d)', '9(2)', '12'];
  expect(ids.toSorted(compareControls)).toEqual([
    '9(2)',
    '9(4)(d)',
    '12',
    'A.5.9',
    'A.5.14',
    'AC-2(4)',
    'AC-2(10)',
    'SC-7',
    'SC-28',
    'SC-28(1)',
  ]);
});

describe('answers of the catalogue', () => {
  const packs = new URL('../../../../packs/', import.meta.url);
  const ruleIds = readdirSync(packs)
    .filter((name) => name.endsWith('.yaml'))
    .flatMap((name) => {
      const pack = parse(readFileSync(new URL(name, packs), 'utf8')) as { id: string; requirements?: { id: string }[] };
      return (pack.requirements ?? []).map(({ id }) => `${pack.id}/${id}`);
    });

  it.each(mappings.answers.map((answer) => ({ ...answer, name: `${answer.check} by ${answer.feeds.join(', ')}` })))(
    '$name: checks, feeds and our own rules exist',
    ({ check, feeds, rules }) => {
      expect(mappings.checks.map(({ id }) => id)).toContain(check);
      for (const feed of feeds) expect(FEEDS as readonly string[]).toContain(feed);
      const own = feeds.includes('policy')
        ? ruleIds
        : feeds.includes('readiness')
          ? FACT_CHECKS.map(({ id }) => id)
          : undefined;
      for (const rule of own === undefined ? [] : rules) {
        const test = new RegExp(`^${rule.replaceAll('.', String.raw`\.`).replaceAll('*', '.*')}$`);
        expect(
          own?.some((id) => test.test(id)),
          rule,
        ).toBe(true);
      }
    },
  );

  it('name every fact check', () => {
    const named = mappings.answers.filter(({ feeds }) => feeds.includes('readiness')).flatMap(({ rules }) => rules);
    expect(named.toSorted()).toEqual(FACT_CHECKS.map(({ id }) => id).toSorted());
  });
});
