import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEFAULT_XML_LIMITS, XmlError } from './limits.ts';
import type { XmlLimits } from './limits.ts';
import { xmlTrees } from './trees.ts';
import type { Wanted, XmlNode } from './trees.ts';

async function* piecesOf(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

interface ReadOptions {
  readonly size?: number;
  readonly wanted?: Wanted;
  readonly limits?: Partial<XmlLimits>;
}

async function read(xml: string | Uint8Array, options: ReadOptions = {}): Promise<XmlNode[]> {
  const { size = 1 << 16, wanted = (_name, depth) => depth === 0, limits } = options;
  const bytes = typeof xml === 'string' ? Buffer.from(xml) : xml;
  const nodes: XmlNode[] = [];
  for await (const found of xmlTrees(piecesOf(bytes, size), wanted, { ...DEFAULT_XML_LIMITS, ...limits })) {
    nodes.push(...found);
  }
  return nodes;
}

const refused = async (xml: string | Uint8Array, options?: ReadOptions): Promise<XmlError> => {
  const error: unknown = await read(xml, options).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(XmlError);
  return error as XmlError;
};

describe('reading XML', () => {
  test('gives elements without their prefixes, attributes as written, texts decoded', async () => {
    const xml = `<?xml version="1.0" encoding="UTF-8"?>\n<!-- <no> -->
      <s:Envelope xmlns:s='urn:a'><s:Body a="1 &lt; 2 > '" b='"'>  <v x:type="T">A&amp;B &#x41;&#66;</v><e/><c><![CDATA[<&>]]></c ></s:Body></s:Envelope>\n`;
    const [envelope] = await read(xml);
    const [body] = envelope?.children ?? [];
    expect(body?.attributes).toEqual(Object.assign(Object.create(null), { a: "1 < 2 > '", b: '"' }));
    expect(body?.text).toBe('');
    expect(body?.children.map(({ name, text, attributes }) => [name, text, attributes['x:type']])).toEqual([
      ['v', 'A&B AB', 'T'],
      ['e', '', undefined],
      ['c', '<&>', undefined],
    ]);
  });

  test('gives only what is wanted, in order, and what was whole before a break', async () => {
    const xml = '<l><i>1</i><x><i>2</i></x><i>3</i></l>';
    const wanted: Wanted = (name) => name === 'i';
    expect((await read(xml, { wanted })).map(({ text }) => text)).toEqual(['1', '2', '3']);
    const heard: string[] = [];
    const reading = (async () => {
      const pieces = piecesOf(Buffer.from(xml.slice(0, -4)), 10);
      for await (const nodes of xmlTrees(pieces, wanted)) heard.push(...nodes.map(({ text }) => text));
    })();
    await expect(reading).rejects.toThrow('ends before <l> is closed');
    expect(heard).toEqual(['1', '2', '3']);
  });

  test.each([
    ['<a>', 'ends before <a> is closed'],
    ['<a><b></a></b>', '<b> is closed by </a>'],
    ['<a></ab>', '<a> is closed by </ab>'],
    ['<a/><b/>', 'follows behind the end'],
    ['</a>', 'not open'],
    ['text', 'ends in the middle'],
    ['text<a/>', 'outside of any element'],
    ['', 'there is no XML'],
    ['<a b=1/>', 'attributes'],
    ['<a b="1" b="2"/>', 'attributes'],
    ['<1/>', 'no name'],
    ['<a>&nbsp;</a>', '&nbsp; is not taken'],
    ['<a>&constructor;</a>', '&constructor; is not taken'],
    ['<a>&amp</a>', 'is not taken'],
    ['<a', 'ends in the middle'],
  ])('refuses %s', async (xml, message) => {
    for (const size of [1, 1000])
      expect(await refused(xml, { size })).toMatchObject({
        kind: 'malformed',
        message: expect.stringContaining(message),
      });
  });

  test('refuses a document type, and with it every entity bomb', async () => {
    const bomb = `<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;">]><lolz>&b;</lolz>`;
    for (const size of [1, 1000]) expect((await refused(bomb, { size })).message).toContain('document type');
  });

  test('refuses what is not UTF-8, and takes characters cut in two', async () => {
    expect((await refused(Buffer.from([60, 97, 62, 0xff, 60]))).message).toBe('the text is not UTF-8');
    expect((await read('<a>äöü€😀</a>', { size: 1 }))[0]?.text).toBe('äöü€😀');
  });

  test('bounds depth, tags, texts and trees', async () => {
    const deep = '<a>'.repeat(50) + '</a>'.repeat(50);
    expect(await refused(deep, { limits: { maxDepth: 40 } })).toMatchObject({ kind: 'limit' });
    for (const size of [7, 10_000]) {
      expect(await refused(`<a b="${'x'.repeat(500)}"/>`, { size, limits: { maxTagChars: 100 } })).toMatchObject({
        kind: 'limit',
      });
      expect(await refused(`<a>${'x'.repeat(500)}</a>`, { size, limits: { maxTextChars: 100 } })).toMatchObject({
        kind: 'limit',
      });
      expect(await refused(`<a>${'<b/>'.repeat(500)}</a>`, { size, limits: { maxTreeChars: 1000 } })).toMatchObject({
        kind: 'limit',
      });
    }
  });

  test('a character that XML forbids does not cost the rest', async () => {
    expect((await read('<a>x&#0;&#xD800;&#27;y</a>'))[0]?.text).toBe('x\ufffd\ufffd\ufffdy');
  });
});

interface Made {
  readonly name: string;
  readonly text: string;
  readonly children: Made[];
}

const name = fc.constantFrom('a', 'b', 'objects', 'val', 'päth', 'x-1');
const text = fc
  .string({ unit: 'binary', maxLength: 20 })
  .map((value) => value.replaceAll(/[^\t\n\u0020-\ud7ff\u{10000}-\u{10ffff}]/gu, ''));
const tree = fc.letrec<{ node: Made }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4 },
    fc.record({ name, text, children: fc.constant<Made[]>([]) }),
    fc.record({ name, text: fc.constant(''), children: fc.array(tie('node'), { minLength: 1, maxLength: 4 }) }),
  ),
}));

const escaped = (value: string): string =>
  value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\n', '&#10;');
const written = ({ name: tag, text: value, children }: Made): string =>
  `<n:${tag}>${escaped(value)}${children.map(written).join('\n  ')}</n:${tag}>`;

const bare = (node: XmlNode | undefined): Made | undefined =>
  node && {
    name: node.name,
    text: node.text,
    children: node.children.map((child) => bare(child)).filter((child) => child !== undefined),
  };

test('whatever tree is written and however it is cut, it is read as it was', async () => {
  await fc.assert(
    fc.asyncProperty(tree.node, fc.integer({ min: 1, max: 40 }), async (made, size) => {
      const [found] = await read(written(made), { size });
      expect(bare(found)).toEqual(made);
    }),
  );
});

test('no cut and no damage makes it fail with anything but its own error', async () => {
  await fc.assert(
    fc.asyncProperty(tree.node, fc.nat(200), fc.string({ maxLength: 3 }), async (made, at, noise) => {
      const xml = written(made);
      const damaged = xml.slice(0, at) + noise + xml.slice(at + 2);
      await read(damaged, { size: 5 }).catch((error: unknown) => expect(error).toBeInstanceOf(XmlError));
    }),
  );
});
