import fc from 'fast-check';
import { expect, test } from 'vitest';
import { picker } from './pick.ts';

const pick = picker(['metadata.name', 'spec.items[].a', 'spec.whole', 'spec.notes["a.b/c"]'], ['x.example/y']);

test('keeps what is named and nothing else', () => {
  expect(
    pick({
      metadata: { name: 'n', uid: 'u', annotations: { 'x.example/y': '1', secret: '2' } },
      spec: {
        items: [{ a: 1, b: 2 }, 'text', { b: 3 }],
        whole: { any: [1, { thing: 2 }] },
        notes: { 'a.b/c': 'kept', a: { b: 'no' } },
        other: 4,
      },
    }),
  ).toEqual({
    metadata: { name: 'n', annotations: { 'x.example/y': '1' } },
    spec: { items: [{ a: 1 }, {}], whole: { any: [1, { thing: 2 }] }, notes: { 'a.b/c': 'kept' } },
  });
});

test('gives an object whatever it is given, and the same again of its own result', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom('metadata', 'spec', 'status'), fc.anything()), (object) => {
      const once = pick(object);
      expect(pick(once)).toEqual(once);
    }),
  );
});

test('keeps nothing that comes from a prototype', () => {
  expect(pick(JSON.parse('{"__proto__": {"metadata": {"name": "evil"}}}') as Record<string, unknown>)).toEqual({});
});
