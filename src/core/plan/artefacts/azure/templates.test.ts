import { describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import { armLiteral, armTemplate } from './arm.ts';
import { bicepString, bicepText } from './bicep.ts';
import { csvText } from './csv.ts';
import { resourceName, symbolName } from './names.ts';
import { parametersText } from './parameters.ts';
import { idOf, param, resourceId, text } from './template.ts';
import type { Template } from './template.ts';
import { UniqueNames } from '../names.ts';

/** Bicep's own rules for single-quoted strings, written from its grammar and not from our writer. */
function readBicepString(source: string): string {
  expect(source.startsWith("'") && source.endsWith("'")).toBe(true);
  let value = '';
  for (let i = 1; i < source.length - 1; i++) {
    const char = source.charAt(i);
    if (char === "'" || char === '\n' || char === '\r') throw new Error('string ends early');
    if (char === '$' && source.charAt(i + 1) === '{') throw new Error('interpolation begins');
    if (char !== '\\') {
      value += char;
      continue;
    }
    const next = source.charAt(++i);
    if (next === 'u') {
      const end = source.indexOf('}', i);
      value += String.fromCodePoint(Number.parseInt(source.slice(i + 2, end), 16));
      i = end;
    } else value += { n: '\n', r: '\r', t: '\t' }[next] ?? next;
  }
  return value;
}

const nasty = fc.string({
  unit: fc.constantFrom("'", '\\', '$', '{', '}', '[', ']', '\n', '\r', '\u0000', '\u2028', 'a', ' ', '"', 'ü'),
});

describe('Bicep text', () => {
  it('holds any string as data', () => {
    fc.assert(
      fc.property(nasty, (value) => {
        expect(readBicepString(bicepString(value))).toBe(value);
      }),
    );
  });

  it.each([
    { value: "it's", written: "'it\\'s'", reason: 'a quote' },
    { value: '${evil}', written: "'\\${evil}'", reason: 'an interpolation' },
    { value: 'C:\\x', written: "'C:\\\\x'", reason: 'a backslash' },
    { value: 'a\nresource', written: "'a\\nresource'", reason: 'a new line' },
  ])('escapes $reason', ({ value, written }) => expect(bicepString(value)).toBe(written));
});

describe('ARM text', () => {
  it.each([
    { value: '[parameters()]', written: '[[parameters()]', reason: 'an expression is made text' },
    { value: '[open', written: '[open', reason: 'no expression without a closing bracket' },
    { value: 'plain', written: 'plain', reason: 'plain text' },
  ])('$reason', ({ value, written }) => expect(armLiteral(value)).toBe(written));
});

const template: Template = {
  title: 'a\nb',
  parameters: [
    { name: 'where', type: 'string', description: "it's where", default: 'here' },
    { name: 'asked', type: 'string', description: 'no default' },
    { name: 'pick', type: 'string', description: 'a choice', allowed: ['x', 'y'] },
    { name: 'sizes', type: 'object', description: 'sizes', default: { vm1: 'Big' } },
  ],
  resources: [
    { symbol: 'nic1', type: 'N/nics', apiVersion: '1', name: "n'ic", body: { location: param('where') } },
    {
      symbol: 'vm1',
      type: 'C/vms',
      apiVersion: '2',
      name: 'vm',
      comment: 'x\n}',
      body: {
        properties: {
          nic: { id: idOf('nic1') },
          disk: resourceId(text('C/disks'), text('d')),
          size: param('sizes', 'vm1'),
          'odd-key': [true, 3],
          empty: [],
        },
      },
    },
  ],
};

describe('one template, two languages', () => {
  it('is this Bicep', () => {
    expect(bicepText(template)).toBe(`// a b

targetScope = 'resourceGroup'

@description('it\\'s where')
param where string = 'here'

@description('no default')
@minLength(1)
param asked string

@description('a choice')
@allowed([
  'x'
  'y'
])
param pick string

@description('sizes')
param sizes object = {
  vm1: 'Big'
}

resource nic1 'N/nics@1' = {
  name: 'n\\'ic'
  location: where
}

// x }
resource vm1 'C/vms@2' = {
  name: 'vm'
  properties: {
    nic: {
      id: nic1.id
    }
    disk: resourceId('C/disks', 'd')
    size: sizes.vm1
    'odd-key': [
      true
      3
    ]
    empty: []
  }
}
`);
  });

  it('is this ARM template', () => {
    expect(armTemplate(template)).toMatchObject({
      parameters: { where: { defaultValue: 'here' }, asked: { minLength: 1 }, pick: { allowedValues: ['x', 'y'] } },
      resources: [
        { name: "n'ic", location: "[parameters('where')]" },
        {
          dependsOn: ["[resourceId('N/nics', 'n''ic')]"],
          properties: {
            nic: { id: "[resourceId('N/nics', 'n''ic')]" },
            disk: "[resourceId('C/disks', 'd')]",
            size: "[parameters('sizes').vm1]",
            'odd-key': [true, 3],
            empty: [],
          },
        },
      ],
    });
  });

  it('has a parameter file in which what must be filled is empty', () => {
    expect(JSON.parse(parametersText(template))).toMatchObject({
      parameters: {
        where: { value: 'here' },
        asked: { value: '' },
        pick: { value: '' },
        sizes: { value: { vm1: 'Big' } },
      },
    });
  });

  it('refuses a reference to a resource that is not there', () => {
    expect(() =>
      armTemplate({
        ...template,
        resources: [{ symbol: 'a', type: 't', apiVersion: '1', name: 'a', body: { x: idOf('gone') } }],
      }),
    ).toThrow('unknown resource gone');
  });
});

describe('names', () => {
  it('are accepted by Azure and never given twice', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ unit: 'grapheme', maxLength: 90 }), { maxLength: 20 }), (texts) => {
        const resources = new UniqueNames(resourceName, 64);
        const symbols = new UniqueNames(symbolName, 40, 'n');
        const names = texts.map((value) => resources.get(value));
        expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(texts.length);
        for (const name of names) expect(name).toMatch(/^[A-Za-z0-9]([A-Za-z0-9_-]{0,62}[A-Za-z0-9_])?$/);
        for (const value of texts) expect(symbols.get(value)).toMatch(/^[a-z][A-Za-z0-9]{0,39}$/);
        expect(texts.map((value) => resources.get(value))).toEqual(names);
      }),
    );
  });
});

describe('csvText', () => {
  it.each([
    { cell: 'a,b', written: '"a,b"', reason: 'a comma' },
    { cell: 'say "x"', written: '"say ""x"""', reason: 'a quote' },
    { cell: '=1+1', written: "'=1+1", reason: 'a formula' },
    { cell: '@cmd', written: "'@cmd", reason: 'a lookup formula' },
    { cell: -5.5, written: '-5.5', reason: 'a negative number stays one' },
    { cell: undefined, written: '', reason: 'what nobody said' },
    { cell: ' x', written: '" x"', reason: 'leading space' },
  ])('writes $reason', ({ cell, written }) => expect(csvText([[cell]])).toBe(`${written}\r\n`));
});
