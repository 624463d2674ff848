import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../store.ts';
import type { Store } from '../store.ts';
import type { Field, FieldValue, WorkloadRow } from '../../core/model/field.ts';
import { FIELDS, tagField } from '../../core/model/fields.ts';
import { matches, parseFilter } from '../../core/model/filter/filter.ts';
import { fieldsOf } from '../../core/model/filter/fields-of.ts';
import type { FilterAst } from '../../core/model/filter/filter.ts';
import { workloadWith } from '../../core/model/workload.fixture.ts';
import type { WorkloadFacts } from '../../core/model/workload.ts';
import { generateEstate } from '../../providers/simulator/estate.ts';
import { testConfig, testDatabase } from '../../../test/support/database.ts';
import type { TestDatabase } from '../../../test/support/database.ts';
import { ColumnSetBuilder, possibleOf, valueOf, vouchedOf } from './column.ts';
import type { Column, ColumnSet } from './column.ts';
import { ColumnCache } from './column-store.ts';
import { saveColumns } from './stored-columns.ts';
import { ESTATE_COLUMN_FIELDS } from './fields.ts';
import { facet, orderBy, select } from './select.ts';

/** Machines as the simulator invents them; of some, systems and lists are known only in part. */
function rows(seed: number): WorkloadRow[] {
  const estate = generateEstate({ seed, workloads: 150, observedAt: '2026-11-22T08:00:00.000Z' });
  const found: WorkloadRow[] = [];
  for (const { items } of estate.sources) {
    for (const item of [...items()].flat()) {
      if (item.type !== 'workload') continue;
      const { identity, kind, sourceId, nativeId, observedAt } = item.observation;
      const vague =
        found.length % 5 === 0 ? { os: { family: 'windows', candidateVersions: ['2016', '2019'] } as const } : {};
      const partly = found.length % 3 === 0 ? { deviceTypesSeen: ['cdrom', 'usb'] as const } : {};
      const open = found.length % 4 === 0 ? { open: { dataClasses: ['tags.gdpr'] } } : {};
      const facts: WorkloadFacts = { ...item.observation.facts, ...vague, ...partly };
      const id = `wl-${String((found.length * 7919) % 100_003).padStart(16, '0')}`;
      const observations = [{ sourceId, nativeId, observedAt }];
      found.push(workloadWith(facts, { id, identity, kind, observations, ...open }));
    }
  }
  return found;
}

function columnsOf(all: readonly WorkloadRow[]): ColumnSet {
  const builder = new ColumnSetBuilder(ESTATE_COLUMN_FIELDS);
  for (const row of all) builder.add(row);
  return builder.finish();
}

const byId = (a: WorkloadRow, b: WorkloadRow): number => (a.id < b.id ? -1 : 1);
const given = rows(1);
const sorted = [...given].sort(byId);
const fields: readonly Field[] = [...FIELDS, tagField('Environment'), tagField('application'), tagField('no such tag')];

/** Values that rows have, and some that none has. */
function literalFor(field: Field): fc.Arbitrary<string | number | boolean> {
  const seen = sorted.flatMap((row): (string | number | boolean)[] => {
    const value = field.read(row);
    return value === undefined ? [] : typeof value === 'object' ? [...value] : [value];
  });
  const other: Record<Field['type'], fc.Arbitrary<string | number | boolean>> = {
    text: fc.constantFrom('sql', '', 'Ä', 'windows', 'WINDOWS'),
    list: fc.constantFrom('sql', 'vlan', 'VLAN'),
    number: fc.constantFrom(0, 1, 4, 4096, 1e12),
    boolean: fc.boolean(),
    version: fc.constantFrom('2012r2', '2016', '2019', '8.6', '0'),
    date: fc.constantFrom('2026-11-22', '2020-01-01', '2026-11-22T08:00:00.000Z'),
  };
  return seen.length === 0 ? other[field.type] : fc.oneof(fc.constantFrom(...seen), other[field.type]);
}

const predicate: fc.Arbitrary<FilterAst> = fc.constantFrom(...fields).chain((field) => {
  const literal = literalFor(field);
  const path = field.path;
  const ordered = field.type === 'number' || field.type === 'date' || field.type === 'version';
  const options: fc.Arbitrary<FilterAst>[] = [
    fc.boolean().map((known) => ({ type: 'known', field: path, known })),
    fc
      .tuple(fc.boolean(), fc.array(literal, { minLength: 1, maxLength: 3 }))
      .map(([negated, values]) => ({ type: 'in', field: path, negated, values })),
  ];
  if (field.type === 'list') options.push(literal.map((value) => ({ type: 'has', field: path, value: String(value) })));
  else {
    const op = ordered ? fc.constantFrom('=', '!=', '<', '<=', '>', '>=') : fc.constantFrom('=', '!=');
    options.push(
      fc.tuple(op, literal).map(([chosen, value]) => ({ type: 'compare', field: path, op: chosen as '=', value })),
    );
  }
  if (field.type === 'text' || field.type === 'list' || field.type === 'version') {
    options.push(
      fc
        .tuple(fc.boolean(), fc.constantFrom('a', '^win|sql', '\\d+$', '[0-9]{2}'))
        .map(([negated, pattern]) => ({ type: 'match', field: path, negated, pattern })),
    );
  }
  return fc.oneof(...options);
});

const { filter } = fc.letrec<{ filter: FilterAst }>((tie) => ({
  filter: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    predicate,
    tie('filter').map((term) => ({ type: 'not', term }) as const),
    fc
      .tuple(fc.constantFrom('and', 'or'), fc.array(tie('filter'), { minLength: 2, maxLength: 3 }))
      .map(([type, terms]) => ({ type, terms })),
  ),
}));

describe('columns in the database', () => {
  let database: TestDatabase;
  let store: Store;
  const cache = new ColumnCache();
  beforeAll(async () => {
    database = await testDatabase();
    store = await openStore(testConfig(database.url));
    await store.transaction((connection) => saveColumns(connection, 'generation/1', columnsOf(given)));
  });
  afterAll(async () => {
    await store?.[Symbol.asyncDispose]();
    await database?.[Symbol.asyncDispose]();
  });

  it('select exactly the rows that the filter holds for, whatever the filter', async () => {
    await fc.assert(
      fc.asyncProperty(filter, async (ast) => {
        const columns = await cache.load(store, 'generation/1', fieldsOf(ast));
        const { mask, total } = select(ast, sorted.length, (path) => columns.get(path) as Column);
        const expected = sorted.filter((row) => matches(ast, row)).map((row) => row.id);
        expect(sorted.filter((_, row) => mask[row] === 1).map((row) => row.id)).toEqual(expected);
        expect(total).toBe(expected.length);
      }),
      { numRuns: 600 },
    );
  });

  it('give every value back as the row has it', async () => {
    const columns = await cache.load(
      store,
      'generation/1',
      fields.map((field) => field.path),
    );
    for (const field of fields) {
      const column = columns.get(field.path) as Column;
      const read = sorted.map((_, row) => column.entries[column.codes[row] ?? 0]);
      expect(read.map(valueOf), field.path).toEqual(sorted.map((row) => field.read(row)));
      const possible = sorted.map((row) => (field.read(row) === undefined ? field.readPossible?.(row) : undefined));
      expect(read.map(possibleOf), field.path).toEqual(possible);
      const vouched = sorted.map((row) => (field.read(row) === undefined ? undefined : field.readVouched?.(row)));
      expect(read.map(vouchedOf), field.path).toEqual(vouched);
    }
  });

  it('are the same whatever order the rows came in', () => {
    const shuffled = [...given].sort((a, b) =>
      a.id.split('').reverse().join('') < b.id.split('').reverse().join('') ? -1 : 1,
    );
    const values = (set: ColumnSet): unknown[] =>
      [...set.columns].map(([path, column]) => [path, Array.from(column.codes, (code) => column.entries[code])]);
    expect(values(columnsOf(shuffled))).toEqual(values(columnsOf(given)));
  });

  it('are read once by all who ask at the same time', async () => {
    let queries = 0;
    const counting = {
      query: ((...args: Parameters<Store['query']>) => {
        queries += 1;
        return store.query(...args);
      }) as Store['query'],
    };
    const fresh = new ColumnCache();
    await Promise.all([1, 2, 3].map(() => fresh.load(counting, 'generation/1', ['name', 'cpuCount'])));
    expect(queries).toBe(2);
  });
});

describe('order', () => {
  const set = columnsOf(given);
  const plain = FIELDS.filter((field) => set.columns.has(field.path));

  it.each(plain.map((field) => [field.path, field] as const))(
    'by %s puts values in their order, unknown ones last, equal ones by id',
    (path, field) => {
      const column = set.columns.get(path) as Column;
      for (const descending of [false, true]) {
        const order = orderBy(field, column, descending);
        expect([...order].sort((a, b) => a - b)).toEqual(sorted.map((_, row) => row));
        const values = Array.from(order, (row) => field.read(sorted[row] as WorkloadRow));
        const known = values.findIndex((value) => value === undefined);
        if (known >= 0) expect(values.slice(known).every((value) => value === undefined)).toBe(true);
        order.forEach((row, at) => {
          const next = order[at + 1];
          if (next === undefined || JSON.stringify(values[at]) !== JSON.stringify(values[at + 1])) return;
          expect(next).toBeGreaterThan(row);
        });
        const numbers = values.filter((value): value is number => typeof value === 'number');
        expect(numbers).toEqual([...numbers].sort((a, b) => (descending ? b - a : a - b)));
      }
    },
  );

  it.each([
    { values: ['b', 'A', 'a', 'B'], type: 'text', order: ['A', 'a', 'B', 'b'], reason: 'letter case decides last' },
    {
      values: ['8.10', '8.9', '8', '2012r2'],
      type: 'version',
      order: ['8', '8.9', '8.10', '2012r2'],
      reason: 'versions are numbers',
    },
    {
      values: ['é', 'z', 'e'],
      type: 'text',
      order: ['e', 'z', 'é'],
      reason: 'by code unit, the same on every machine',
    },
  ] as const)('$values: $reason', ({ values, type, order }) => {
    const field: Field = { path: 'x', title: 'x', type, group: 'system', read: () => undefined };
    const entries: FieldValue[] = ['', ...values];
    const column: Column = { entries, codes: Uint8Array.from(values.map((_, index) => index + 1)) };
    expect(Array.from(orderBy(field, column, false), (row) => values[row])).toEqual(order);
  });
});

describe('facets', () => {
  it('count each value of the selected rows, elements of lists one by one, unknown last', () => {
    const column: Column = {
      entries: [undefined, ['a', 'b'], ['b'], []],
      codes: Uint8Array.from([1, 2, 2, 0, 3, 1]),
    };
    const all = new Uint8Array(6).fill(1);
    expect(facet(column, all, 10)).toEqual([
      { value: 'b', count: 4 },
      { value: 'a', count: 2 },
      { value: null, count: 1 },
    ]);
    expect(facet(column, Uint8Array.from([1, 0, 0, 0, 0, 0]), 10)).toEqual([
      { value: 'a', count: 1 },
      { value: 'b', count: 1 },
    ]);
  });

  it('agree with counting rows', () => {
    const set = columnsOf(given);
    const ast = parseFilter('os.family = windows or cpuCount > 4');
    const { mask } = select(ast, sorted.length, (path) => set.columns.get(path) as Column);
    for (const path of ['platform', 'os.family', 'powerState', 'cluster', 'cpuCount']) {
      const expected = new Map<string | null, number>();
      const field = FIELDS.find((one) => one.path === path) as Field;
      for (const row of sorted.filter((one) => matches(ast, one))) {
        const value = field.read(row);
        const key = value === undefined ? null : String(value);
        expected.set(key, (expected.get(key) ?? 0) + 1);
      }
      expect(
        new Map(facet(set.columns.get(path) as Column, mask, 1000).map(({ value, count }) => [value, count])),
        path,
      ).toEqual(expected);
    }
  });
});
