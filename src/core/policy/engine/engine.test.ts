import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../../services/catalog.ts';
import { workloadWith } from '../../model/workload.fixture.ts';
import type { Workload, WorkloadFacts } from '../../model/workload.ts';
import { classifier } from '../classify.ts';
import { parsePack } from '../packs/pack.ts';
import type { Pack } from '../packs/pack.ts';
import { siteSchema } from '../site.ts';
import type { Declaration, Organisation, Site } from '../site.ts';
import { createPolicyEngine } from './engine.ts';
import type { PolicyEngine, PolicyResult } from './engine.ts';

const catalog = await loadCatalog();

interface RuleText {
  readonly id: string;
  readonly test: string;
  readonly when?: string;
  readonly level?: string;
}

function pack(id: string, appliesWhen: string, rules: readonly RuleText[], rest = ''): Pack {
  const requirements = rules.map((rule) => ({ ref: 'r', title: 't', remedy: 'do it', ...rule }));
  const text = JSON.stringify({
    id,
    version: '1.0.0',
    name: id,
    source: 'own',
    asOf: '2026-11-22',
    appliesWhen,
    requirements,
  });
  return parsePack(rest === '' ? text : text.replace(/}$/, `,${rest}}`), `${id}.yaml`, catalog);
}

const site = (id: string, attributes: Record<string, unknown> = {}, matches?: Site['matches']): Site =>
  siteSchema.parse({ id, platform: 'x', target: 'kvm', attributes, matches });

interface Setting {
  readonly packs: readonly Pack[];
  readonly sites: readonly Site[];
  readonly organisation?: Organisation;
  readonly declarations?: readonly Declaration[];
  readonly regimes?: readonly string[];
}
const engineOf = ({ organisation = {}, declarations = [], ...rest }: Setting): PolicyEngine =>
  createPolicyEngine({ catalog, asOf: '2026-11-22', organisation, declarations, ...rest });

const machine = (id: string, facts: WorkloadFacts): Workload => workloadWith(facts, { id });
const here = { cluster: 'here' };

describe('what counts against a site', () => {
  const rules = [
    { id: 'site', test: 'site.country == "DE"' },
    { id: 'both', test: 'workload.keyCustody == "externalKms" || site.country == "DE"' },
    { id: 'workload', test: 'workload.dpia' },
    { id: 'organisation', test: 'organisation.adminMfa' },
    { id: 'advice', test: 'site.country == "FR"', level: 'should' },
  ];
  const engine = engineOf({
    packs: [pack('p', 'true', rules)],
    sites: [site('de', { country: 'DE' }), site('us', { country: 'US' }), site('dark')],
    declarations: [{ match: '', attributes: { dpia: false, keyCustody: 'none' } }],
  });
  const answer = (id: string): PolicyResult => engine.evaluate(machine('wl-1', {}), id);

  it('is only what the site can change, at level must', () => {
    expect(answer('de')).toMatchObject({ verdict: 'allowed', violated: [], unknown: [] });
    expect(answer('us')).toMatchObject({ verdict: 'violated', violated: ['p/both', 'p/site'], unknown: [] });
    expect(answer('dark')).toMatchObject({ verdict: 'unknown', violated: [], unknown: ['p/both', 'p/site'] });
  });

  it('keeps apart what is the same everywhere', () => {
    expect(answer('de').anywhere).toEqual({ violated: ['p/workload'], unknown: ['p/organisation'] });
    expect(answer('us').anywhere).toEqual(answer('de').anywhere);
  });

  it('gives findings for every rule, with evidence and what is missing', () => {
    const findings = Object.fromEntries(answer('us').findings.map((finding) => [finding.ruleId, finding]));
    expect(findings['p/both']).toMatchObject({
      state: 'violated',
      evidence: { 'site.country': 'US', 'workload.keyCustody': 'none' },
      siteId: 'us',
      workloadId: 'wl-1',
    });
    expect(findings['p/organisation']).toMatchObject({
      state: 'unknown',
      missing: ['organisation.adminMfa'],
      remedy: 'In sites.yaml, state adminMfa under organisation.',
    });
    expect(findings['p/advice']).toMatchObject({ state: 'violated', level: 'should' });
  });

  it('names what a condition with a name looks at, so that a waiver can hold to it', () => {
    const facts = (keyCustody: string, confidentialCompute: string): unknown =>
      engineOf({
        packs: [pack('p', 'true', [{ id: 'clear', test: '!providerCanRead' }])],
        sites: [site('us', { operator: { own: false }, confidentialCompute })],
        declarations: [{ match: '', attributes: { keyCustody, encryption: { endToEnd: false } } }],
      }).evaluate(machine('wl-1', {}), 'us').findings[0]?.evidence;
    expect(facts('providerManaged', 'none')).toEqual({
      'site.confidentialCompute': 'none',
      'site.operator.own': false,
      'workload.encryption.endToEnd': false,
      'workload.keyCustody': 'providerManaged',
    });
    expect(facts('customerManagedInProvider', 'none')).not.toEqual(facts('providerManaged', 'none'));
  });

  it('does not know a site that is not in the file', () => {
    expect(() => engine.evaluate(machine('wl-1', {}), 'du')).toThrow(
      expect.objectContaining({ code: 'IST-4005', message: expect.stringContaining('Sites: de, us, dark') }),
    );
  });
});

describe('which packs are in force', () => {
  const packs = [pack('a', 'true', [{ id: 'r', test: 'false' }]), pack('b', 'selected', [{ id: 'r', test: 'false' }])];
  const of = (regimes?: readonly string[]): unknown =>
    engineOf({ packs, sites: [site('s')], ...(regimes && { regimes }) }).evaluate(machine('w', {}), 's').anywhere
      .violated;
  it('is each by its own condition when the file lists none', () => expect(of()).toEqual(['a/r']));
  it('is those listed, and a pack can ask whether it is', () => expect(of(['b'])).toEqual(['b/r']));
  it('may be none', () => expect(of([])).toEqual([]));
  it('cannot be one that does not exist', () => {
    expect(() => of(['c'])).toThrow(expect.objectContaining({ code: 'IST-4012' }));
  });
});

describe('a pack of which it cannot be told whether it applies', () => {
  const rules = [
    { id: 'holds', test: 'true' },
    { id: 'fails', test: 'site.country == "DE"' },
    { id: 'fails-too', test: 'site.country == "FR"' },
  ];
  const ask = pack('ask', '"personal" in workload.dataClasses', rules);
  const skip = pack('skip', '"personal" in workload.dataClasses', rules, '"whenUnclear":"skip"');
  const sites = [site('us', { country: 'US' }, { clusters: ['here'] })];

  it('is asked about once, and not where its rules hold anyway', () => {
    const engine = engineOf({ packs: [ask], sites });
    expect(engine.evaluate(machine('w', here), 'us')).toMatchObject({
      verdict: 'unknown',
      violated: [],
      unknown: ['ask/applies'],
    });
    const findings = [...engine.checkEstate([machine('w', here)]).findings()];
    expect(findings.map((finding) => finding.ruleId)).toEqual(['ask/applies']);
    expect(findings[0]).toMatchObject({ workloadId: 'w', missing: ['workload.dataClasses'] });
  });

  it('is left alone when it says so, unless it was listed', () => {
    expect(engineOf({ packs: [skip], sites }).evaluate(machine('w', here), 'us').verdict).toBe('allowed');
    expect(engineOf({ packs: [skip], sites, regimes: ['skip'] }).evaluate(machine('w', here), 'us').unknown).toEqual([
      'skip/applies',
    ]);
  });

  it('never excuses a violation that is certain', () => {
    const engine = engineOf({ packs: [ask], sites });
    expect(engine.evaluate(machine('w', { ...here, dataClasses: ['personal'] }), 'us').violated).toEqual([
      'ask/fails',
      'ask/fails-too',
    ]);
  });
});

describe("a faulty rule of the user's own", () => {
  const faulty = pack('own', 'true', [
    { id: 'typo', test: 'site.contry == "DE"' },
    { id: 'good', test: 'site.country == "DE"' },
  ]);
  it('answers unknown with the error, and its neighbours work', () => {
    const result = engineOf({ packs: [faulty], sites: [site('de', { country: 'DE' })] }).evaluate(
      machine('w', {}),
      'de',
    );
    expect(result.anywhere.unknown).toEqual(['own/typo']);
    const finding = result.findings.find((each) => each.ruleId === 'own/typo');
    expect(finding?.error).toContain('own.yaml: requirements[0].test (line 1), column 1');
    expect(finding?.error).toContain('Did you mean "site.country"?');
    expect(result.findings.find((each) => each.ruleId === 'own/good')?.state).toBe('satisfied');
  });
});

describe('a rule that would look at far too much', () => {
  const list = `[${Array.from({ length: 30 }, (_, at) => at).join(', ')}]`;
  const nested = (['a', 'b', 'c', 'd'] as const).reduceRight(
    (inner, name) => `${list}.all(${name}, ${inner})`,
    'a >= 0 && site.country == "DE"',
  );
  it('answers unknown with the reason, and its neighbours work', () => {
    const rules = [
      { id: 'far', test: nested },
      { id: 'near', test: `${list}.all(a, ${list}.all(b, a >= 0 && b >= 0))` },
    ];
    const engine = engineOf({ packs: [pack('p', 'true', rules)], sites: [site('de', { country: 'DE' })] });
    const { findings } = engine.evaluate(machine('w', {}), 'de');
    expect(findings.map(({ ruleId, state, error }) => [ruleId, state, error])).toEqual([
      ['p/far', 'unknown', expect.stringContaining('it would look at more than 200000 values')],
      ['p/near', 'satisfied', undefined],
    ]);
  });
});

describe('checking the estate', () => {
  const rules = [
    { id: 'site', test: 'site.country == "DE"' },
    { id: 'workload', test: 'workload.criticality != "high" || site.country == "FR"' },
    { id: 'organisation', test: 'organisation.adminMfa' },
  ];
  const engine = engineOf({
    packs: [pack('p', 'true', rules)],
    sites: [
      site('de', { country: 'DE' }, { clusters: ['de'] }),
      site('us', { country: 'US' }, { clusters: ['us'] }),
      site('empty', { country: 'US' }),
    ],
    organisation: { adminMfa: false },
  });
  const estate = [
    machine('w1', { cluster: 'de', criticality: 'low' }),
    machine('w2', { cluster: 'us', criticality: 'low' }),
    machine('w3', { cluster: 'us', criticality: 'high' }),
    machine('w4', { cluster: 'elsewhere', criticality: 'low' }),
    machine('w5', { cluster: 'de' }),
  ];
  const check = engine.checkEstate(estate);

  it('counts workloads where they run now', () => {
    expect(check.summary).toMatchObject({ workloads: 5, allowed: 0, violated: 5, withoutSite: 1 });
    expect(check.summary.sites).toEqual([
      { siteId: 'de', workloads: 2, allowed: 0, violated: 2, unknown: 0, waived: 0 },
      { siteId: 'us', workloads: 2, allowed: 0, violated: 2, unknown: 0, waived: 0 },
      { siteId: 'empty', workloads: 0, allowed: 0, violated: 0, unknown: 0, waived: 0 },
    ]);
  });

  it('reports a rule about a site once per site, about the organisation once, with the workloads it concerns', () => {
    const shared = [...check.findings()].filter((finding) => finding.workloadId === undefined);
    expect(
      shared.map(({ ruleId, siteId, state, affectedWorkloads }) => ({ ruleId, siteId, state, affectedWorkloads })),
    ).toEqual([
      { ruleId: 'p/site', siteId: 'us', state: 'violated', affectedWorkloads: 2 },
      { ruleId: 'p/organisation', siteId: '*', state: 'violated', affectedWorkloads: 5 },
    ]);
  });

  it('reports the rest workload by workload', () => {
    const own = [...check.findings()].filter((finding) => finding.workloadId !== undefined);
    expect(own.map(({ ruleId, workloadId, state }) => `${workloadId} ${ruleId} ${state}`)).toEqual([
      'w3 p/workload violated',
      'w5 p/workload unknown',
    ]);
    expect(
      [...check.findings({ all: true })].filter((finding) => finding.state === 'satisfied').length,
    ).toBeGreaterThan(0);
  });

  it('says what would settle most', () => {
    expect(check.summary.missing).toEqual([
      { attribute: 'site.matches', workloads: 1 },
      { attribute: 'workload.criticality', workloads: 1 },
    ]);
  });

  it('answers an empty estate', () => {
    expect(engine.checkEstate([]).summary).toMatchObject({ workloads: 0, violated: 0 });
    expect([...engine.checkEstate([]).findings()]).toEqual([]);
  });
});

describe('answering by class', () => {
  const packs = [
    pack('p', '"personal" in workload.dataClasses || workload.owner.sector == "finance"', [
      { id: 'a', test: 'site.country in eu27 || workload.keyCustody == "externalKms"' },
      { id: 'b', test: 'workload.exitPlan.documented', when: 'workload.criticalFunction' },
      { id: 'c', test: 'touchCountries.all(c, c in eea)' },
      { id: 'd', test: '!providerCanRead || site.country == "DE"' },
    ]),
    pack('q', 'workload.name.startsWith("hr")', [
      { id: 'e', test: 'site.id == "one"' },
      { id: 'f', test: 'workload.cpuCount <= 4', level: 'should' },
    ]),
  ];
  const sites = [
    site('one', { country: 'DE', operator: { own: true } }, { clusters: ['a'] }),
    site('two', { country: 'US', backup: { countries: ['US'] } }),
    site('three'),
  ];
  const declarations = [
    { match: 'name = hr1', attributes: { 'exitPlan.documented': true, backup: { countries: ['IN'] } } },
    { match: 'criticality = high', attributes: { keyCustody: 'externalKms', exitPlan: { documented: false } } },
  ];
  const facts = fc.record<WorkloadFacts>(
    {
      name: fc.constantFrom('hr1', 'hr2', 'db'),
      cluster: fc.constantFrom('a', 'b'),
      dataClasses: fc.subarray(['personal', 'cui']),
      criticality: fc.constantFrom('low', 'high'),
      cpuCount: fc.constantFrom(2, 8),
    },
    { requiredKeys: [], noNullPrototype: true },
  );
  const organisation = fc.constantFrom<Organisation>({}, { sector: 'finance' }, { sector: 'health' });

  it('gives what judging each workload alone gives, for every site and for the estate', () => {
    fc.assert(
      fc.property(fc.array(facts, { minLength: 1, maxLength: 12 }), organisation, (all, who) => {
        const setting = { packs, sites, declarations, organisation: who };
        const together = engineOf(setting);
        const workloads = all.map((each, index) => machine(`w${index}`, each));
        for (const workload of workloads) {
          const alone = engineOf(setting);
          for (const { id } of sites) {
            const a = together.evaluate(workload, id);
            const b = alone.evaluate(workload, id);
            expect(a.findings).toEqual(b.findings);
            expect({ ...a, findings: 0 }).toEqual({ ...b, findings: 0 });
          }
        }
        const verdicts = { allowed: 0, violated: 0, unknown: 0 };
        for (const workload of workloads) {
          const { allowed, violated, unknown } = engineOf(setting).checkEstate([workload]).summary;
          verdicts.allowed += allowed;
          verdicts.violated += violated;
          verdicts.unknown += unknown;
        }
        expect(together.checkEstate(workloads).summary).toMatchObject(verdicts);
      }),
      { numRuns: 40 },
    );
  });

  it('gives workloads with the same key the same answers', () => {
    const engine = engineOf({ packs, sites, declarations });
    fc.assert(
      fc.property(facts, facts, (a, b) => {
        const [one, two] = [machine('a', a), machine('b', b)];
        if (engine.classKey(one) !== engine.classKey(two)) return;
        for (const { id } of sites)
          expect(engine.evaluate(one, id).violated).toEqual(engine.evaluate(two, id).violated);
      }),
    );
  });

  it('never turns an answer when more becomes known of a workload', () => {
    const engine = engineOf({ packs, sites });
    fc.assert(
      fc.property(facts, facts, (less, extra) => {
        const before = machine('a', less);
        const after = machine('a', { ...extra, ...less });
        for (const { id } of sites) {
          const [a, b] = [engine.evaluate(before, id), engine.evaluate(after, id)];
          for (const rule of a.violated) expect(b.violated).toContain(rule);
          if (a.verdict !== 'unknown') expect(b.verdict).toBe(a.verdict);
        }
      }),
    );
  });
});

describe('data classes known in part', () => {
  const gdpr = pack('gdpr', 'workload.dataClasses.exists(c, c == "personal")', [
    { id: 'eea', test: 'site.country in eea' },
    { id: 'public', test: '"public" in workload.dataClasses || site.country in eea' },
  ]);
  const classify = classifier(
    [
      { match: 'name = a', set: { dataClasses: ['public'] } },
      { match: 'tags.gdpr = yes', set: { dataClasses: ['personal'] } },
    ],
    { asOf: '2026-11-22' },
  );
  const sites = [site('us', { country: 'US' })];
  const verdictOf = (facts: WorkloadFacts, declarations: readonly Declaration[] = []): PolicyResult =>
    engineOf({ packs: [gdpr], sites, declarations }).evaluate(classify(machine('wl-1', facts)), 'us');

  it('do not let a regime count as out of scope', () => {
    const result = verdictOf({ name: 'a' });
    expect(result.verdict).toBe('unknown');
    expect(result.findings[0]).toMatchObject({
      state: 'unknown',
      missing: ['workload.dataClasses', 'workload.tags.gdpr'],
      remedy:
        'In sites.yaml, a rule under classify asks for tags.gdpr: state that, or declare dataClasses under declarations.',
    });
  });

  it('are whole once the tag or the list is stated', () => {
    expect(verdictOf({ name: 'a', tags: { gdpr: 'no' } }).verdict).toBe('allowed');
    expect(verdictOf({ name: 'a', tags: { gdpr: 'yes' } }).verdict).toBe('violated');
    expect(verdictOf({ name: 'a' }, [{ match: '', attributes: { dataClasses: ['public'] } }]).verdict).toBe('allowed');
  });

  it('are another class than the same list known as a whole', () => {
    const engine = engineOf({ packs: [gdpr], sites });
    const whole = machine('wl-2', { name: 'a', dataClasses: ['public'] });
    expect(engine.evaluate(classify(machine('wl-1', { name: 'a' })), 'us').verdict).toBe('unknown');
    expect(engine.evaluate(whole, 'us').verdict).toBe('allowed');
  });
});
