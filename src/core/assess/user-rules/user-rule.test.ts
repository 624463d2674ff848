import { describe, expect, it } from 'vitest';
import { workloadWith } from '../../model/workload.fixture.ts';
import { DEVICE_TYPES } from '../../model/workload.ts';
import type { WorkloadFacts } from '../../model/workload.ts';
import { catalog } from '../../../../test/support/catalog.ts';
import { createAssessor } from '../engine.ts';
import { COST_LIMIT } from './fact-scope.ts';
import { onlyRule, ruleText, soundRule, verdictOf } from './rule.fixture.ts';

describe('the facts of a rule', () => {
  it.each<{ fails: string; needs: string[]; asks: string[] | undefined; reason: string }>([
    { fails: 'cpuCount > 4', needs: ['cpuCount'], asks: undefined, reason: 'one fact' },
    { fails: 'cpuCount > 4 && memoryMiB > 8', needs: [], asks: undefined, reason: 'either may decide alone' },
    { fails: 'cpuCount > 4 && cpuCount < 9', needs: ['cpuCount'], asks: undefined, reason: 'both read it' },
    {
      fails: '!(usedMiB > provisionedMiB)',
      needs: ['provisionedMiB', 'usedMiB'],
      asks: undefined,
      reason: 'one comparison',
    },
    { fails: 'os.family == "windows"', needs: ['os'], asks: ['os.family'], reason: 'a member' },
    { fails: 'disks.exists(d, d.shared)', needs: ['disks'], asks: ['disks[].shared'], reason: 'members of elements' },
    {
      fails: 'disks.exists(d, d.capacityMiB > memoryMiB)',
      needs: ['disks'],
      asks: ['disks[].capacityMiB'],
      reason: 'an empty list asks no more',
    },
    {
      fails: 'tpm ? cpuCount > 4 : cpuCount > 8',
      needs: ['cpuCount', 'tpm'],
      asks: undefined,
      reason: 'both branches',
    },
    { fails: 'has(tags.env) && tags.env == "prod"', needs: [], asks: undefined, reason: 'has() asks by itself' },
    { fails: 'daysBetween(createdAt, asOf) > 9', needs: ['createdAt'], asks: undefined, reason: 'the day is no fact' },
  ])('are told from its condition: $reason', ({ fails, needs, asks }) => {
    const rule = soundRule(fails);
    expect([rule.needs, rule.asksFor]).toEqual([needs, asks]);
  });
});

describe('an answer', () => {
  const devices = (types: WorkloadFacts['deviceTypesSeen'], found: WorkloadFacts['devices'] = []): WorkloadFacts => ({
    devices: found,
    ...(types !== undefined && { deviceTypesSeen: types }),
  });
  it.each<{ fails: string; facts: WorkloadFacts; gives: unknown; reason: string }>([
    {
      fails: 'cpuCount > 4',
      facts: { cpuCount: 5 },
      gives: { outcome: 'fail', evidence: 'cpuCount is 5.' },
      reason: 'a failure',
    },
    { fails: 'cpuCount > 4', facts: { cpuCount: 4 }, gives: { outcome: 'pass' }, reason: 'a pass' },
    {
      fails: 'cpuCount in [2, 4]',
      facts: { cpuCount: 4 },
      gives: { outcome: 'fail' },
      reason: 'whole numbers in a list',
    },
    {
      fails: 'disks.exists(d, d.shared)',
      facts: { disks: [{ label: 'a' }] },
      gives: { missing: ['disks[].shared'] },
      reason: 'a member not stated',
    },
    {
      fails: 'disks.exists(d, d.shared)',
      facts: { disks: [{ label: 'a' }, { label: 'b', shared: true }] },
      gives: { outcome: 'fail' },
      reason: 'one element decides',
    },
    {
      fails: 'webSites.exists(w, w.bindings.exists(b, b.startsWith("http ")))',
      facts: { webSites: [{ name: 'x', bindings: ['http *:80:'] }] },
      gives: { outcome: 'fail' },
      reason: 'lists in lists',
    },
    {
      fails: 'webSites.exists(w, w.bindings.exists(b, b == "x"))',
      facts: { webSites: [{ name: 'x' }] },
      gives: { missing: ['webSites[].bindings'] },
      reason: 'an inner list not stated',
    },
    {
      fails: 'tags["app.kubernetes.io/name"] == "shop"',
      facts: { tags: { 'app.kubernetes.io/name': 'shop' } },
      gives: { outcome: 'fail' },
      reason: 'a tag with dots',
    },
    {
      fails: 'tags.constructor == "x"',
      facts: { tags: {} },
      gives: { missing: ['tags.constructor'] },
      reason: 'no inherited member',
    },
    {
      fails: '!has(tags.owner)',
      facts: {},
      gives: { outcome: 'unknown', missing: ['tags'] },
      reason: 'has() of unknown tags',
    },
    { fails: '!has(tags.owner)', facts: { tags: {} }, gives: { outcome: 'fail' }, reason: 'a tag that is not there' },
    {
      fails: '"sap" in roles',
      facts: { roles: [], rolesSeen: ['sap'] },
      gives: { outcome: 'pass' },
      reason: 'a role that was looked for',
    },
    {
      fails: '"sap" in roles',
      facts: { roles: [], rolesSeen: ['backup'] },
      gives: { outcome: 'unknown', missing: ['roles'] },
      reason: 'a role nobody looked for',
    },
    { fails: '"sap" in roles', facts: { roles: [] }, gives: { outcome: 'pass' }, reason: 'all roles known' },
    {
      fails: 'roles.exists(r, r.startsWith("sql-"))',
      facts: { roles: [], rolesSeen: ['sql-server'] },
      gives: { missing: ['roles'] },
      reason: 'one of the two not looked for',
    },
    {
      fails: 'roles.exists(r, r.startsWith("sql-"))',
      facts: { roles: [], rolesSeen: ['sql-server', 'sql-cluster'] },
      gives: { outcome: 'pass' },
      reason: 'both looked for',
    },
    {
      fails: 'devices.exists(d, d.type == "gpu")',
      facts: devices(['gpu']),
      gives: { outcome: 'pass' },
      reason: 'a device type listed completely',
    },
    {
      fails: 'devices.exists(d, d.type == "gpu")',
      facts: devices(undefined),
      gives: { missing: ['devices[].type'] },
      reason: 'nothing listed completely',
    },
    {
      fails: 'devices.exists(d, d.connected)',
      facts: devices(['gpu']),
      gives: { missing: ['devices[].type'] },
      reason: 'any device may be hidden',
    },
    {
      fails: 'devices.all(d, d.type != "gpu")',
      facts: devices(['gpu']),
      gives: { outcome: 'fail' },
      reason: 'all but hidden ones of other types',
    },
    {
      fails: 'size(devices) > 0',
      facts: devices(['gpu'], [{ type: 'usb' }]),
      gives: { missing: ['devices[].type'] },
      reason: 'how many is not known',
    },
    {
      fails: 'size(devices) > 0',
      facts: devices(DEVICE_TYPES),
      gives: { outcome: 'pass' },
      reason: 'how many is known',
    },
    {
      fails: 'daysBetween(createdAt, asOf) > 9',
      facts: { createdAt: 'long ago' },
      gives: {
        outcome: 'unknown',
        why: expect.stringMatching(/^rule user\.x cannot be answered: .*createdAt is "long ago"/),
      },
      reason: 'a value that is no date',
    },
  ])('$reason: $fails', ({ fails, facts, gives }) => {
    expect(verdictOf(fails, facts)).toMatchObject(gives as object);
  });

  it('leaves a list open that the estate knows in part', () => {
    const open = { dataClasses: ['tags.data'] };
    expect(verdictOf('"personal" in dataClasses', { dataClasses: ['public'] }, open)).toMatchObject({
      missing: ['tags.data'],
    });
    expect(verdictOf('"public" in dataClasses', { dataClasses: ['public'] }, open)).toMatchObject({ outcome: 'fail' });
  });

  it('stops where it would take too long, and says so', () => {
    const software = Array.from({ length: 1000 }, (_, index) => ({ name: `p${index}` }));
    const guestServices = Array.from({ length: 1000 }, (_, index) => ({ name: `s${index}` }));
    const fails = 'software.exists(s, guestServices.exists(g, g.name == s.name))';
    expect(verdictOf(fails, { software, guestServices })).toEqual({
      outcome: 'unknown',
      missing: [],
      why: `rule user.x cannot be answered: it would look at more than ${COST_LIMIT} values`,
    });
    const annotation = 'x'.repeat(60_000);
    const inText = 'software.exists(s, annotation.contains(s.name))';
    expect(verdictOf(inText, { software, annotation })).toMatchObject({ outcome: 'unknown', why: /more than/ });
    expect(verdictOf('software.exists(s, s.name == "p999")', { software })).toMatchObject({ outcome: 'fail' });
  });

  it('shows what the author wants to be shown', () => {
    const evidence = '{cpuCount} of {size(disks)}: {disks.filter(d, d.shared).map(d, d.label)}, {owner}, {{x}}';
    const rule = soundRule('cpuCount > 1', { evidence });
    const disks = [
      { label: 'a', shared: true },
      { label: 'b', shared: false },
      { label: 'c' },
      { label: 'd', shared: true },
    ];
    const context = { asOf: '2026-11-22' } as Parameters<typeof rule.evaluate>[1];
    expect(rule.evaluate({ cpuCount: 2, disks }, context)).toEqual({
      outcome: 'fail',
      evidence: '2 of 4: a, d, not stated, {x}',
    });
  });
});

describe('in the engine', () => {
  const assess = (text: string, facts: WorkloadFacts, asOf = '2026-11-22') =>
    createAssessor({ catalog, asOf, rules: [onlyRule(text).rule] })(workloadWith(facts));

  it('a rule blocks, passes and stays open like a shipped one', () => {
    const text = ruleText('disks.exists(d, d.shared)', { severity: { kvm: 'blocker' } });
    expect(assess(text, { disks: [{ label: 'a', shared: true }] }).targets.kvm?.readiness).toBe('not-ready');
    expect(assess(text, { disks: [] }).targets.kvm?.readiness).toBe('ready');
    const open = assess(text, {});
    expect(open.targets.kvm?.readiness).toBe('unknown');
    expect(open.rules).toEqual([{ ruleId: 'user.x', outcome: 'unknown', missing: ['disks[].shared'] }]);
  });

  it('a faulty rule leaves the rest of the assessment whole', () => {
    const { rules, targets } = assess(
      ruleText('cpucount > 4', { severity: { kvm: 'blocker', hyperv: 'warning' } }),
      {},
    );
    expect(rules).toEqual([
      { ruleId: 'user.x', outcome: 'unknown', missing: [], why: expect.stringContaining('cannot be read') },
    ]);
    expect(targets.kvm?.readiness).toBe('unknown');
    expect(targets['azure-vm']?.readiness).toBe('ready');
  });

  it('a rule with a first day passes before it', () => {
    const text = ruleText('cpuCount > 4', { from: '2027-01-01', severity: { kvm: 'blocker' } });
    expect(assess(text, {}).targets.kvm?.readiness).toBe('ready');
    expect(assess(text, { cpuCount: 8 }, '2027-01-01').targets.kvm?.readiness).toBe('not-ready');
  });

  it('a condition on whom it concerns lets the others pass, whatever is missing', () => {
    const text = ruleText('cpuCount > 4', { when: 'os.family == "windows"', severity: { kvm: 'blocker' } });
    expect(assess(text, { os: { family: 'linux' } }).rules).toEqual([]);
    expect(assess(text, { cpuCount: 2 }).rules).toEqual([]);
    expect(assess(text, { cpuCount: 8 }).rules).toEqual([
      { ruleId: 'user.x', outcome: 'unknown', missing: ['os.family'] },
    ]);
  });
});
