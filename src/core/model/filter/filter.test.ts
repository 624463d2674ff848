import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { IsthmusError } from '../../errors/errors.ts';
import type { WorkloadRow } from '../field.ts';
import { FIELDS } from '../fields.ts';
import { workloadWith } from '../workload.fixture.ts';
import type { WorkloadFacts } from '../workload.ts';
import type { FilterAst, FilterValue } from './ast.ts';
import { compileFilter, formatFilter, matches, parseFilter, tryParseFilter } from './filter.ts';

const db: WorkloadRow = {
  ...workloadWith({
    name: 'FRA-DB-01',
    memoryMiB: 65536,
    cpuCount: 8,
    powerState: 'on',
    secureBoot: false,
    os: { family: 'windows', product: 'windows-server', id: 'windows-server-2012-r2', version: '2012r2' },
    networks: ['VLAN 10', 'Backup'],
    disks: [{ label: 'a', capacityMiB: 100 }, { label: 'b' }],
    snapshots: [],
    createdAt: '2021-05-04T10:00:00.000Z',
    tags: { Env: 'prod', 'cost center': 'R&D' },
    roles: ['sql-server'],
  }),
  results: { readiness: { 'azure-vm': 'unknown', kvm: 'ready' }, findings: { violated: 2, unknown: 0 } },
};

describe('matches', () => {
  test.each<{ filter: string; expected: boolean; reason: string }>([
    { filter: 'os.family = windows and os.version < 2016', expected: true, reason: 'the example of the guide' },
    { filter: 'where os.family = Windows', expected: true, reason: '"where" may stand in front; case is ignored' },
    { filter: 'name = fra-db-01', expected: true, reason: 'text equality ignores letter case' },
    { filter: 'memoryMiB >= 64Gi', expected: true, reason: 'quantities convert to the unit of the field' },
    { filter: 'memoryMiB > 64 GiB', expected: false, reason: 'a blank before the unit is allowed' },
    { filter: 'memoryMiB > 64GB', expected: true, reason: 'GB is decimal and less than GiB' },
    { filter: 'secureBoot = false', expected: true, reason: 'a known false matches' },
    { filter: 'not secureBoot', expected: true, reason: 'a truth value alone is a condition' },
    { filter: 'tpm = false', expected: false, reason: 'unknown is not false' },
    { filter: 'not tpm', expected: false, reason: 'nor is its negation true' },
    { filter: 'tpm != true', expected: false, reason: 'nor does "not equal" hold' },
    { filter: 'tpm is unknown', expected: true, reason: 'unknown can be asked for' },
    { filter: 'tpm is not known', expected: true, reason: 'in both ways' },
    { filter: 'tpm = true or cpuCount = 8', expected: true, reason: 'unknown or true is true' },
    { filter: 'not (tpm = true and cpuCount = 4)', expected: true, reason: 'unknown and false is false' },
    { filter: 'name ~ ^fra-(db|web)-\\d+$', expected: true, reason: 'patterns need no quotes' },
    { filter: 'name !~ "db"', expected: false, reason: 'negated pattern' },
    { filter: 'owner !~ x', expected: false, reason: 'a negated pattern on an unknown field is unknown' },
    { filter: 'networks has "vlan 10"', expected: true, reason: 'list contains, case ignored' },
    { filter: 'networks ~ ^back', expected: true, reason: 'pattern on any element' },
    { filter: 'roles in (sap, sql-server)', expected: true, reason: 'list shares an element' },
    { filter: 'cpuCount in (2, 4)', expected: false, reason: 'in' },
    { filter: 'cpuCount not in (2, 4)', expected: true, reason: 'not in' },
    { filter: 'owner not in (a, b)', expected: false, reason: 'not in on an unknown field is unknown' },
    { filter: 'snapshots.count = 0', expected: true, reason: 'an empty list was looked at' },
    { filter: 'disks.capacityMiB > 50', expected: false, reason: 'a sum with an unknown part is unknown' },
    { filter: 'disks.count = 2', expected: true, reason: 'count' },
    { filter: 'tags.env = PROD', expected: true, reason: 'tag names ignore letter case' },
    { filter: 'tags."cost center" = "R&D"', expected: true, reason: 'tag with a blank' },
    { filter: 'tags.owner is unknown', expected: true, reason: 'a tag that is not set' },
    { filter: 'createdAt < 2021-05-05', expected: true, reason: 'date' },
    { filter: 'createdAt = 2021-05-04', expected: true, reason: 'a day covers its hours' },
    { filter: 'createdAt > 2021-05-04T09:00:00Z', expected: true, reason: 'instant' },
    { filter: 'readiness.azure-vm = unknown', expected: true, reason: 'unknown as an assessed value' },
    { filter: 'readiness.hyperv is unknown', expected: true, reason: 'not assessed' },
    { filter: 'findings.violated > 0 and READINESS.KVM = ready', expected: true, reason: 'field names ignore case' },
    { filter: 'cpuCount = 8 or name = x and name = y', expected: true, reason: '"and" binds tighter' },
    { filter: '(cpuCount = 8 or name = x) and name = y', expected: false, reason: 'brackets' },
    { filter: '   ', expected: true, reason: 'an empty filter takes everything' },
  ])('$filter ($reason)', ({ filter, expected }) => {
    expect(matches(parseFilter(filter), db)).toBe(expected);
  });

  test.each([
    { candidates: ['2012', '2012r2'], filter: 'os.version < 2016', expected: true, reason: 'both are older' },
    { candidates: ['2012', '2012r2'], filter: 'os.version = 2012', expected: undefined, reason: 'it may be either' },
    { candidates: ['2012', '2012r2'], filter: 'os.version = 2019', expected: false, reason: 'it is neither' },
    { candidates: ['2016', '2019'], filter: 'os.version < 2019', expected: undefined, reason: 'one is, one is not' },
  ])('a choice of releases: $filter, $reason', ({ candidates, filter, expected }) => {
    const row = workloadWith({ os: { family: 'windows', candidateVersions: candidates } });
    expect(compileFilter(parseFilter(filter))(row)).toBe(expected);
  });
});

test.each([
  {
    version: '10',
    filter: 'os.version < 2016',
    expected: undefined,
    reason: 'Windows 10 is not older than Server 2016',
  },
  { version: '8.6', filter: 'os.version < 2016', expected: undefined, reason: 'nor is RHEL 8' },
  { version: '8.6', filter: 'os.version != 2016', expected: true, reason: 'but it is another' },
  { version: '8.6', filter: 'os.version >= 8.10', expected: false, reason: 'numbers compare among themselves' },
  { version: 'xp', filter: 'os.version < 10', expected: undefined, reason: 'a word has no order' },
])('releases named by year and by number: $reason', ({ version, filter, expected }) => {
  expect(compileFilter(parseFilter(filter))(workloadWith({ os: { version } }))).toBe(expected);
});

describe('errors', () => {
  const cases: [string, string, number, RegExp][] = [
    ['os.famly = windows', 'IST-2002', 1, /did you mean os\.family/],
    ['web-01', 'IST-2002', 1, /name ~ web-01/],
    ['os.family = window', 'IST-2003', 13, /windows/],
    ['cpuCount = 8Gi', 'IST-2003', 12, /without a unit/],
    ['memoryMiB > 4GHz', 'IST-2003', 13, /4Gi/],
    ['name < b', 'IST-2003', 6, /no order/],
    ['networks = x', 'IST-2003', 10, /has/],
    ['name has x', 'IST-2003', 6, /not a list/],
    ['createdAt < 2026-02-30', 'IST-2003', 13, /calendar/],
    ['secureBoot = maybe', 'IST-2003', 14, /true or false/],
    ['memoryMiB ~ 64', 'IST-2003', 11, /patterns are for text/],
    ['name = ', 'IST-2001', 8, /expected a value/],
    ['name = a b = c', 'IST-2001', 10, /"and" or "or"/],
    ['(name = a', 'IST-2001', 1, /not closed/],
    ['name = a)', 'IST-2001', 9, /never opened/],
    ['name = "a', 'IST-2001', 8, /quote/],
    ['name = a && name = b', 'IST-2001', 10, /"and"/],
    ['name', 'IST-2001', 5, /operator/],
    ['name is', 'IST-2001', 8, /known/],
    ['name in a', 'IST-2001', 9, /"\("/],
    ['and name = a', 'IST-2001', 1, /field name/],
    ['name ~ (a', 'IST-2004', 8, /not closed/],
    ['name ~ "(?=a)"', 'IST-2004', 8, /look-around/],
    [`${'('.repeat(60)}name = a`, 'IST-2005', 51, /inside each other/],
    [`name = "${'x'.repeat(5000)}"`, 'IST-2005', 4001, /characters/],
  ];
  test.each(cases)('%s → %s at column %i', (text, code, column, message) => {
    const error = caught(() => parseFilter(text));
    expect(error.code).toBe(code);
    expect(error.causes[0]?.where).toBe(`column ${column}`);
    expect(error.message).toMatch(message);
  });
});

function caught(action: () => unknown): IsthmusError {
  try {
    action();
  } catch (error) {
    if (error instanceof IsthmusError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

describe('formatFilter', () => {
  const text = fc.oneof(
    fc.string({ minLength: 1, maxLength: 12 }),
    fc.constantFrom('and', 'a b', '"', '\\', 'unknown'),
  );
  const field = fc.oneof(
    fc.constantFrom(...FIELDS),
    fc
      .stringMatching(/^[a-z "'\\.é]{1,8}$/)
      .map((name) => ({ path: `tags.${name}`, type: 'text', values: undefined }) as const),
  );
  const valueFor = (of: { type: string; values?: readonly string[] | undefined }): fc.Arbitrary<FilterValue> => {
    if (of.type === 'number')
      return fc.oneof(
        fc.integer(),
        fc
          .double({ noNaN: true, min: -1e6, max: 1e6, noDefaultInfinity: true })
          .map((n) => Math.round(n * 100) / 100 + 0),
      );
    if (of.type === 'boolean') return fc.boolean();
    if (of.type === 'date')
      return fc
        .integer({ min: 0, max: 4e12 })
        .map((ms) => new Date(ms).toISOString())
        .chain((iso) => fc.constantFrom(iso, iso.slice(0, 10)));
    if (of.type === 'version') return fc.tuple(fc.nat(99), fc.nat(99)).map((parts) => parts.join('.'));
    return of.values === undefined ? text : fc.constantFrom(...of.values);
  };
  const predicate: fc.Arbitrary<FilterAst> = field.chain((of) => {
    const path = of.path;
    const options: fc.Arbitrary<FilterAst>[] = [
      fc.boolean().map((known) => ({ type: 'known', field: path, known })),
      fc
        .tuple(fc.boolean(), fc.array(valueFor(of), { minLength: 1, maxLength: 3 }))
        .map(([negated, values]) => ({ type: 'in', field: path, negated, values })),
    ];
    if (of.type === 'list')
      options.push(valueFor(of).map((value) => ({ type: 'has', field: path, value: String(value) })));
    else
      options.push(
        valueFor(of).chain((value) =>
          fc.constantFrom('=', '!=').map((op) => ({ type: 'compare', field: path, op, value }) as const),
        ),
      );
    if (of.type === 'number' || of.type === 'date' || of.type === 'version') {
      options.push(
        valueFor(of).chain((value) =>
          fc.constantFrom('<', '<=', '>', '>=').map((op) => ({ type: 'compare', field: path, op, value }) as const),
        ),
      );
    }
    if (of.type === 'text') {
      options.push(
        fc
          .tuple(fc.boolean(), fc.constantFrom('a', '^a|b$', '"\\\\"', "[a-z ]+'", '\\(x\\)'))
          .map(([negated, pattern]) => ({ type: 'match', field: path, negated, pattern })),
      );
    }
    return fc.oneof(...options);
  });
  const { filter } = fc.letrec<{ filter: FilterAst }>((tie) => ({
    filter: fc.oneof(
      { maxDepth: 4 },
      predicate,
      tie('filter').map((term): FilterAst => ({ type: 'not', term })),
      fc
        .tuple(fc.constantFrom('and', 'or'), fc.array(tie('filter'), { minLength: 2, maxLength: 3 }))
        .map(([type, terms]): FilterAst => ({
          type,
          terms: terms.flatMap((term) =>
            term.type === type ? (term as { terms: readonly FilterAst[] }).terms : [term],
          ),
        })),
    ),
  }));

  test('reading what was written gives the same filter', () => {
    fc.assert(
      fc.property(filter, (ast) => {
        expect(parseFilter(formatFilter(ast))).toEqual(ast);
      }),
      { numRuns: 500 },
    );
  });

  test('whatever is typed is read or refused with a registered error', () => {
    const words = fc.constantFrom(
      'name',
      'os.version',
      '=',
      '~',
      '(',
      ')',
      'and',
      'not',
      'in',
      'is',
      '64Gi',
      '"',
      ',',
      'tags.',
      '[',
      '\\',
      'é',
    );
    fc.assert(
      fc.property(
        fc.array(words, { maxLength: 12 }).map((parts) => parts.join(' ')),
        (typed) => {
          // Anything but a FilterProblem passes through tryParseFilter and fails the property.
          const result = tryParseFilter(typed);
          expect('ast' in result || result.problem.start <= typed.length).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });

  test('negation never matches more than the rest', () => {
    fc.assert(
      fc.property(filter, (ast) => {
        expect(matches(ast, db) && matches({ type: 'not', term: ast }, db)).toBe(false);
      }),
      { numRuns: 300 },
    );
  });
});

describe('a list known in part', () => {
  const devices = [{ type: 'usb' }] as const;
  it.each<{ filter: string; facts: WorkloadFacts; truth: boolean | undefined; reason: string }>([
    { filter: 'devices has usb', facts: { devices, deviceTypesSeen: [] }, truth: true, reason: 'listed' },
    { filter: 'devices has cdrom', facts: { devices, deviceTypesSeen: ['cdrom'] }, truth: false, reason: 'looked for' },
    {
      filter: 'not devices has pci-passthrough',
      facts: { devices, deviceTypesSeen: ['cdrom', 'usb'] },
      truth: undefined,
      reason: 'an RVTools workbook sees no passthrough',
    },
    { filter: 'not devices has gpu', facts: { devices: [] }, truth: undefined, reason: 'nobody vouches for any type' },
    {
      filter: 'devices not in (cdrom, gpu)',
      facts: { devices, deviceTypesSeen: ['cdrom'] },
      truth: undefined,
      reason: 'one of the two is not looked for',
    },
    {
      filter: 'devices not in (USB, gpu)',
      facts: { devices, deviceTypesSeen: [] },
      truth: false,
      reason: 'one is there',
    },
    {
      filter: 'devices !~ pci',
      facts: { devices, deviceTypesSeen: ['cdrom'] },
      truth: undefined,
      reason: 'a pattern could fit a type nobody looked for',
    },
    { filter: 'devices is known', facts: { devices, deviceTypesSeen: [] }, truth: true, reason: 'something is known' },
  ])('$filter: $reason', ({ filter, facts, truth }) => {
    expect(compileFilter(parseFilter(filter))(workloadWith(facts))).toBe(truth);
  });

  it('is unknown of data classes that may be more', () => {
    const workload = workloadWith({ dataClasses: ['public'] }, { open: { dataClasses: ['tags.gdpr'] } });
    const truth = (filter: string): boolean | undefined => compileFilter(parseFilter(filter))(workload);
    expect(truth('dataClasses has public')).toBe(true);
    expect(truth('not dataClasses has personal')).toBeUndefined();
  });
});
