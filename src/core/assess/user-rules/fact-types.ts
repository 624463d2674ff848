/** What users' rules may read: every fact of the model under its own name, with its type. */

import { z } from 'zod';
import { nearestFields } from '../../model/fields.ts';
import { FACT_SCHEMAS } from '../../model/observation-schema.ts';
import type { ValueType, Vocabulary } from '../../policy/cel/vocabulary.ts';
import { suggestion } from '../../policy/did-you-mean.ts';

const TEXT: ValueType = { is: 'text' };

/** Names that are no facts: the day the estate is judged for. */
const OTHERS: ReadonlyMap<string, ValueType> = new Map([['asOf', TEXT]]);

/** Every path with its type, elements of lists as "disks[].shared"; the member of a map stands as "tags.*". */
const TYPES: ReadonlyMap<string, ValueType> = new Map([
  ...Object.entries(FACT_SCHEMAS).flatMap(([key, schema]) => [...typesBelow(key, schema)]),
  ...OTHERS,
]);
const MAPS = [...TYPES].flatMap(([path, type]) => (type.is === 'map' ? [path] : []));

/** Paths a rule may name. */
export const FACT_PATHS: readonly string[] = [...TYPES].flatMap(([path, { is }]) =>
  is === 'group' || is === 'map' || path.endsWith('*') ? [] : [path],
);

/** "number", "list of text", "text: on, off, suspended". */
export function factTypeText(path: string): string {
  const type = typeOf(path);
  if (type === undefined) return 'unknown';
  if (type.is === 'list') return type.of.is === 'group' ? 'list' : `list of ${WORDS[type.of.is]}`;
  return type.is === 'text' && type.values !== undefined ? `text: ${type.values.join(', ')}` : WORDS[type.is];
}

const WORDS = {
  text: 'text',
  number: 'number',
  flag: 'true or false',
  list: 'lists',
  map: 'names',
  group: 'members',
} as const;

export const isFactPath = (path: string): boolean => !OTHERS.has(path);

/** The map a path reads a member of, and which: { map: "tags", key: "cost centre" }. */
export function memberOf(path: string): { readonly map: string; readonly key: string } | undefined {
  const map = MAPS.find((one) => path.startsWith(`${one}.`));
  return map === undefined ? undefined : { map, key: path.slice(map.length + 1) };
}

function typeOf(path: string): ValueType | undefined {
  const member = memberOf(path);
  return member === undefined ? TYPES.get(path) : TYPES.get(`${member.map}.*`);
}

function typesBelow(path: string, given: z.core.$ZodType): Map<string, ValueType> {
  let schema = given;
  while (schema instanceof z.ZodOptional) schema = schema.unwrap();
  if (schema instanceof z.ZodArray) {
    const below = typesBelow(`${path}[]`, schema.element);
    const of = below.get(`${path}[]`) ?? TEXT;
    return new Map([[path, { is: 'list', of }], ...below]);
  }
  if (schema instanceof z.ZodObject) {
    const members = Object.entries(schema.shape);
    return new Map([
      [path, { is: 'group' }],
      ...members.flatMap(([key, one]) => [...typesBelow(`${path}.${key}`, one)]),
    ]);
  }
  if (schema instanceof z.ZodRecord)
    return new Map([[path, { is: 'map' }], ...typesBelow(`${path}.*`, schema.valueType)]);
  if (schema instanceof z.ZodEnum) return new Map([[path, { is: 'text', values: schema.options.map(String) }]]);
  if (schema instanceof z.ZodNumber) return new Map([[path, { is: 'number' }]]);
  if (schema instanceof z.ZodBoolean) return new Map([[path, { is: 'flag' }]]);
  return new Map([[path, TEXT]]);
}

function explain(path: string): string {
  const near = suggestion(path, FACT_PATHS);
  const fields = near === '' ? nearestFields(path).filter((one) => TYPES.has(one)) : [];
  const hint = fields.length === 0 ? near : ` Did you mean ${fields.map((one) => `"${one}"`).join(' or ')}?`;
  return `unknown fact "${path}".${hint} The facts: docs/guide/own-rules.md, or isthmus rules facts.`;
}

/**
 * Names in users' conditions. `aboutKnowledge`: has() may ask whether a fact was stated at all. Otherwise it may ask
 * only for members of a map, such as tags.owner: a source that states the tags states all of them.
 */
export function factVocabulary(aboutKnowledge: boolean): Vocabulary {
  return {
    knows: (path) => typeOf(path) !== undefined,
    derived: () => undefined,
    sources: (path) => [path],
    explain,
    typeOf,
    refusesHas: (path) =>
      aboutKnowledge || memberOf(path) !== undefined
        ? undefined
        : `has(${path}) asks what is known, not how the machine is: an absent fact gives "unknown" by itself. Leave has() out, or say "aboutKnowledge: true" in a rule that is about missing facts`,
  };
}
