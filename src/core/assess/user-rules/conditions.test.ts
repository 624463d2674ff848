/** Laws of users' conditions over any facts: more facts settle an answer and never turn it; CEL means what CEL means. */

import { CelScalar, celFunc, isCelError, run as runOracle } from '@bufbuild/cel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { WorkloadFacts } from '../../model/workload.ts';
import { daysBetween } from '../../policy/cel/subset.ts';
import { onlyRule, ruleText } from './rule.fixture.ts';

const atom = fc.oneof(
  fc.constantFrom(
    'tpm',
    '"sap" in roles',
    'roles.exists(r, r == "backup")',
    'powerState == "on"',
    'powerState in ["off", "suspended"]',
    'os.family != "linux"',
    'os.id in ["rhel-9", "rhel-8"]',
    'name.startsWith("web")',
    'networks.all(n, n != "dmz")',
    '"lan" in networks',
    'size(networks) > 1',
    'disks.exists(d, d.shared)',
    'disks.all(d, d.capacityMiB < 2048 || d.shared)',
    'disks.exists(d, d.datastore in datastores)',
    'devices.exists(d, d.type == "gpu")',
    'usedMiB >= provisionedMiB',
    'daysBetween(createdAt, asOf) > 365',
    'has(tags.env)',
    'tags.env == "prod"',
  ),
  fc
    .tuple(
      fc.constantFrom('cpuCount', 'memoryMiB'),
      fc.constantFrom('<', '<=', '>', '>=', '==', '!='),
      fc.constantFrom('4', '4.5', '1024'),
    )
    .map((parts) => parts.join(' ')),
);
const condition: fc.Arbitrary<string> = fc.letrec<{ node: string }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    atom,
    fc.tuple(tie('node'), fc.constantFrom('&&', '||'), tie('node')).map(([a, op, b]) => `(${a}) ${op} (${b})`),
    tie('node').map((a) => `!(${a})`),
    fc.tuple(tie('node'), tie('node'), tie('node')).map(([a, b, c]) => `((${a}) ? (${b}) : (${c}))`),
  ),
})).node;

/** The other implementation refuses objects without a prototype. */
const PLAIN = { noNullPrototype: true } as const;

const whole: fc.Arbitrary<WorkloadFacts> = fc.record(
  {
    name: fc.constantFrom('web1', 'db1'),
    tpm: fc.boolean(),
    powerState: fc.constantFrom('on' as const, 'off' as const),
    cpuCount: fc.constantFrom(2, 4, 8),
    memoryMiB: fc.constantFrom(512, 1024, 4096),
    usedMiB: fc.constantFrom(1, 5),
    provisionedMiB: fc.constantFrom(1, 5),
    os: fc.record(
      { family: fc.constantFrom('linux' as const, 'windows' as const), id: fc.constantFrom('rhel-9', 'x') },
      PLAIN,
    ),
    networks: fc.subarray(['lan', 'dmz']),
    datastores: fc.subarray(['ds1', 'ds2']),
    disks: fc.array(
      fc.record(
        {
          label: fc.constant('d'),
          shared: fc.boolean(),
          capacityMiB: fc.constantFrom(10, 4096),
          datastore: fc.constantFrom('ds1', 'ds3'),
        },
        PLAIN,
      ),
      { maxLength: 3 },
    ),
    devices: fc.subarray([{ type: 'gpu' as const }, { type: 'usb' as const }]),
    deviceTypesSeen: fc.constant(['gpu' as const, 'usb' as const]),
    roles: fc.subarray(['sap' as const, 'backup' as const]),
    tags: fc.constantFrom<Record<string, string>>({ env: 'prod' }, { env: 'test' }, { other: 'x' }),
    createdAt: fc.constantFrom('2026-05-01T00:00:00Z', '2020-01-01T00:00:00Z'),
  },
  PLAIN,
);

/** Leaves facts out, and members of guests and disks; of roles, what was looked for. */
function without(facts: WorkloadFacts, removed: (path: string) => boolean): WorkloadFacts {
  const strip = <T extends object>(value: T, path: string): T =>
    Object.fromEntries(Object.entries(value).filter(([key]) => key === 'label' || !removed(`${path}.${key}`))) as T;
  const kept = Object.fromEntries(Object.entries(facts).filter(([key]) => !removed(key))) as {
    -readonly [K in keyof WorkloadFacts]: WorkloadFacts[K];
  };
  if (kept.os !== undefined) kept.os = strip(kept.os, 'os');
  if (kept.disks !== undefined) kept.disks = kept.disks.map((disk, index) => strip(disk, `disks${index}`));
  if (kept.devices === undefined) delete kept.deviceTypesSeen;
  else if (removed('seen') && kept.devices.length === 0) kept.deviceTypesSeen = [];
  if (kept.roles !== undefined && removed('rolesSeen')) kept.rolesSeen = [...kept.roles];
  return kept;
}

type Bindings = NonNullable<Parameters<typeof runOracle>[1]>;

const context = { asOf: '2026-11-22' } as Parameters<ReturnType<typeof onlyRule>['rule']['evaluate']>[1];
const days = celFunc('daysBetween', [CelScalar.STRING, CelScalar.STRING], CelScalar.INT, (from, to) =>
  daysBetween(from, to),
);

function soundRuleOf(fails: string) {
  const { rule, problems } = onlyRule(ruleText(fails));
  expect(problems).toEqual([]);
  return rule;
}

describe('a condition', () => {
  it('answers as another implementation of CEL does when every fact is stated', () => {
    fc.assert(
      fc.property(condition, whole, (fails, facts) => {
        const { outcome } = soundRuleOf(fails).evaluate(facts, context);
        const expected = runOracle(fails, { ...facts, asOf: '2026-11-22' } as unknown as Bindings, { funcs: [days] });
        // A tag that is not there is an error to the other one, and unknown here.
        expect(outcome).toBe(isCelError(expected) ? 'unknown' : expected === true ? 'fail' : 'pass');
      }),
      { numRuns: 300 },
    );
  });

  it('is settled by more facts and never turned; what it names is missing and is read', () => {
    fc.assert(
      fc.property(condition, whole, fc.infiniteStream(fc.integer({ min: 0, max: 2 })), (fails, facts, dice) => {
        const decided = new Map<string, boolean>();
        const removed = (path: string): boolean => {
          const known = decided.get(path) ?? dice.next().value === 0;
          decided.set(path, known);
          return known;
        };
        const rule = soundRuleOf(fails);
        const poor = without(facts, removed);
        const before = rule.evaluate(poor, context);
        const after = rule.evaluate(facts, context);
        if (before.outcome !== 'unknown') expect(before.outcome).toBe(after.outcome);
        else expect(before.missing.length).toBeGreaterThan(0);
        // What the engine asks before it evaluates gives the same answer.
        const lacks = rule.needs.some((key) => poor[key] === undefined);
        if (lacks) expect(before.outcome).toBe('unknown');
      }),
      { numRuns: 600 },
    );
  });
});
