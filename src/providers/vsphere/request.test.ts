import fc from 'fast-check';
import { expect, test } from 'vitest';
import { xmlTrees } from '../../formats/xml/trees.ts';
import { element, envelope, reference } from './request.ts';
import { unescapedName } from './places/places.ts';

async function* bytes(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

test('whatever a name, password or reference holds, the request is read as one element with that text', async () => {
  const text = fc.string({ unit: 'grapheme' }).filter((value) => !/[\u0000-\u001f\ufffe\uffff]|\p{Cs}/u.test(value));
  await fc.assert(
    fc.asyncProperty(text, text, async (password, id) => {
      const body = element('password', password) + reference('entity', { type: 'VirtualMachine', value: id });
      const request = envelope('Login', { type: 'SessionManager', value: 'SessionManager' }, body);
      for await (const [login] of xmlTrees(bytes(request), (_name, depth) => depth === 2)) {
        expect(login?.children.map((each) => [each.name, each.text])).toEqual([
          ['_this', 'SessionManager'],
          ['password', password],
          ['entity', id],
        ]);
      }
    }),
  );
});

test('names are read as people typed them', () => {
  fc.assert(
    fc.property(fc.string(), (name) => {
      const stored = name.replaceAll(/[%/\\]/g, (sign) => ({ '%': '%25', '/': '%2f', '\\': '%5c' })[sign] ?? sign);
      expect(unescapedName(stored)).toBe(name);
    }),
  );
});
