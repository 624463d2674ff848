import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { workloadWith } from '../model/workload.fixture.ts';
import { provenanceOf } from '../model/workload.ts';
import type { WorkloadFacts } from '../model/workload.ts';
import { classifier } from './classify.ts';
import type { Classification } from './site.ts';
import { tagReader } from './tag-conventions.ts';

const options = { asOf: '2026-11-22' };

describe('tags', () => {
  it.each<{ reason: string; tags: Record<string, string>; expected: Partial<WorkloadFacts> }>([
    {
      reason: 'as the demo writes them',
      tags: { DataClass: 'personal', Criticality: 'mission-critical', Environment: 'PROD', Owner: 'a@b' },
      expected: { dataClasses: ['personal'], criticality: 'mission-critical', environment: 'production', owner: 'a@b' },
    },
    {
      reason: 'spelling of names is free',
      tags: { data_classification: 'PII', 'Business Criticality': 'High', env: 'dev', app: 'Shop' },
      expected: { dataClasses: ['personal'], criticality: 'high', environment: 'development', application: 'Shop' },
    },
    {
      reason: 'German',
      tags: { Datenklasse: 'Gesundheit', Kritikalität: 'hoch', Umgebung: 'Produktion', Verantwortlich: 'IT' },
      expected: {
        dataClasses: ['personal', 'phi', 'special'],
        criticality: 'high',
        environment: 'production',
        owner: 'IT',
      },
    },
    {
      reason: 'several classes in one tag',
      tags: { DataClass: 'PII; PCI' },
      expected: { dataClasses: ['cardholder', 'personal'] },
    },
    { reason: 'public is known to be none', tags: { DataClass: 'public' }, expected: { dataClasses: [] } },
    { reason: 'an unknown word is left out', tags: { DataClass: 'C3', Criticality: 'gold' }, expected: {} },
    {
      reason: 'a known word beside an unknown one is left out too: a part would look like the whole',
      tags: { DataClass: 'PII, C3' },
      expected: {},
    },
    { reason: 'an empty tag says nothing', tags: { Owner: ' ' }, expected: {} },
  ])('$reason', ({ tags, expected }) => {
    expect(tagReader()(tags)).toEqual(expected);
  });

  it('can have names of their own, which then are the only ones', () => {
    const read = tagReader({ dataClasses: ['x-conf'] });
    expect(read({ 'X-Conf': 'pii', DataClass: 'health' })).toEqual({ dataClasses: ['personal'] });
  });
});

describe('classifier', () => {
  it('keeps the source that carried a tag', () => {
    const workload = workloadWith(
      { tags: { Owner: 'team' } },
      {
        observations: [
          { sourceId: 'a', nativeId: '1', observedAt: '2026-11-01' },
          { sourceId: 'b', nativeId: '2', observedAt: '2026-11-02' },
        ],
        provenance: { tags: 1 },
      },
    );
    const classified = classifier([], options)(workload);
    expect(provenanceOf(classified, 'owner')).toMatchObject({ sourceId: 'b' });
    expect(classified.conflicts).toEqual([]);
  });

  it('leaves alone what a source states, whatever the tag says', () => {
    const classified = classifier([], options)(workloadWith({ criticality: 'low', tags: { Criticality: 'high' } }));
    expect(classified.facts.criticality).toBe('low');
  });

  it('counts as an observation, and keeps what it replaces', () => {
    const classify = classifier([{ match: 'name ~ "^hr"', set: { criticality: 'high', owner: 'hr' } }], options);
    const classified = classify(workloadWith({ name: 'hr-01', criticality: 'low' }));
    expect(classified.facts).toMatchObject({ criticality: 'high', owner: 'hr' });
    expect(provenanceOf(classified, 'criticality')).toEqual({
      sourceId: 'sites.yaml',
      nativeId: 'classify 1',
      observedAt: '2026-11-22',
    });
    expect(classified.conflicts).toEqual([{ field: 'criticality', others: [{ observation: 0, value: 'low' }] }]);
    expect(provenanceOf(classified, 'name')).toMatchObject({ sourceId: 'src-1' });
  });

  it('lets the later rule win, and adds data classes up', () => {
    const classify = classifier(
      [
        { match: '', set: { criticality: 'low', dataClasses: ['personal'] } },
        { match: 'name = x', set: { criticality: 'high', dataClasses: ['cardholder'] } },
      ],
      options,
    );
    const { facts, observations } = classify(workloadWith({ name: 'x', dataClasses: ['special'] }));
    expect(facts).toMatchObject({ criticality: 'high', dataClasses: ['cardholder', 'personal', 'special'] });
    expect(observations.at(-1)?.nativeId).toBe('classify 1, 2');
  });

  it('matches on what tags say', () => {
    const classify = classifier([{ match: 'owner = hr', set: { dataClasses: ['personal'] } }], options);
    expect(classify(workloadWith({ tags: { Team: 'hr' } })).facts.dataClasses).toEqual(['personal']);
  });

  it('touches nothing it does not match', () => {
    const workload = workloadWith({ name: 'x', cluster: 'a' });
    expect(classifier([{ match: 'not cluster = a', set: { owner: 'o' } }], options)(workload)).toBe(workload);
  });

  it.each<{ reason: string; facts: WorkloadFacts; rules: Classification[]; owner?: string; open?: string[] }>([
    {
      reason: 'a rule that may match leaves a fact unknown that nobody states, and says what would tell',
      facts: {},
      rules: [{ match: 'not cluster = a', set: { owner: 'o' } }],
      open: ['cluster'],
    },
    {
      reason: 'what a source says may be overruled: then neither is known',
      facts: { owner: 'source' },
      rules: [{ match: 'cluster = a', set: { owner: 'o' } }],
      open: ['cluster'],
    },
    {
      reason: 'the same word either way is known',
      facts: { owner: 'o' },
      rules: [{ match: 'cluster = a', set: { owner: 'o' } }],
      owner: 'o',
    },
    {
      reason: 'a later rule that certainly matches settles it',
      facts: {},
      rules: [
        { match: 'cluster = a', set: { owner: 'o' } },
        { match: '', set: { owner: 'all' } },
      ],
      owner: 'all',
    },
    {
      reason: 'an earlier one does not',
      facts: {},
      rules: [
        { match: '', set: { owner: 'all' } },
        { match: 'cluster = a', set: { owner: 'o' } },
        { match: 'datacenter = b', set: { owner: 'all' } },
      ],
      open: ['cluster', 'datacenter'],
    },
    {
      reason: 'a rule that sets something else leaves it alone',
      facts: { owner: 'source' },
      rules: [{ match: 'cluster = a', set: { criticality: 'high' } }],
      owner: 'source',
    },
  ])('$reason', ({ facts, rules, owner, open }) => {
    const classify = classifier(rules, options);
    const classified = classify(workloadWith(facts));
    expect(classified.facts.owner).toBe(owner);
    expect(classified.open?.owner).toEqual(open);
    expect(Object.keys(classified.provenance)).not.toContain(owner === undefined ? 'owner' : '');
    expect(classify(classified).open).toEqual(classified.open);
  });

  it('only settles when more is known: no fact it was sure of changes', () => {
    const known = fc.record({ cluster: fc.constantFrom('a', 'b'), datacenter: fc.constantFrom('a', 'b') });
    const rule = fc.record({
      match: fc.constantFrom('', 'cluster = a', 'not datacenter = b', 'cluster = a or datacenter = a'),
      set: fc.record(
        {
          owner: fc.constantFrom('x', 'y'),
          criticality: fc.constantFrom('low' as const, 'high' as const),
          dataClasses: fc.constantFrom<string[]>(['personal'], ['cui']),
        },
        { requiredKeys: [] },
      ),
    });
    const told = fc.record(
      { owner: fc.constantFrom('x', 'z'), dataClasses: fc.constantFrom<string[]>([], ['personal']) },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(
        known,
        told,
        fc.array(rule, { maxLength: 4 }),
        fc.boolean(),
        fc.boolean(),
        (all, base, rules, a, b) => {
          const classify = classifier(rules, options);
          const part = { ...base, ...(a && { cluster: all.cluster }), ...(b && { datacenter: all.datacenter }) };
          const before = classify(workloadWith(part));
          const after = classify(workloadWith({ ...base, ...all }));
          for (const key of ['owner', 'criticality'] as const) {
            if (before.open?.[key] === undefined) expect(after.facts[key]).toBe(before.facts[key]);
            else expect(before.facts[key]).toBeUndefined();
          }
          expect(after.open).toBeUndefined();
          for (const each of before.facts.dataClasses ?? []) expect(after.facts.dataClasses).toContain(each);
          if (before.facts.dataClasses !== undefined && before.open?.dataClasses === undefined)
            expect(after.facts.dataClasses).toEqual(before.facts.dataClasses);
        },
      ),
    );
  });

  it.each<{ reason: string; facts: WorkloadFacts; rules: Classification[]; classes?: string[]; open?: string[] }>([
    {
      reason: 'a rule that may match leaves the list open',
      facts: { name: 'a' },
      rules: [
        { match: 'name = a', set: { dataClasses: ['public'] } },
        { match: 'tags.gdpr = yes', set: { dataClasses: ['personal'] } },
      ],
      classes: ['public'],
      open: ['tags.gdpr'],
    },
    {
      reason: 'a tag states part, too',
      facts: { tags: { DataClass: 'personal' } },
      rules: [{ match: 'cluster = hr or cpuCount > 8', set: { dataClasses: ['cui'] } }],
      classes: ['personal'],
      open: ['cluster', 'cpuCount'],
    },
    {
      reason: 'a rule that adds nothing new leaves nothing open',
      facts: { dataClasses: ['personal'] },
      rules: [{ match: 'cluster = hr', set: { dataClasses: ['personal'] } }],
      classes: ['personal'],
    },
    {
      reason: 'a rule that sets something else leaves the list alone',
      facts: { dataClasses: [], cluster: 'x' },
      rules: [{ match: 'cluster = hr', set: { owner: 'hr' } }],
      classes: [],
    },
    {
      reason: 'a rule that is known not to match leaves nothing open',
      facts: { dataClasses: [], cluster: 'x' },
      rules: [{ match: 'cluster = hr', set: { dataClasses: ['personal'] } }],
      classes: [],
    },
    {
      reason: 'a list nobody states is unknown as a whole',
      facts: {},
      rules: [{ match: 'cluster = hr', set: { dataClasses: ['personal'] } }],
    },
  ])('$reason', ({ facts, rules, classes, open }) => {
    const classify = classifier(rules, options);
    const classified = classify(workloadWith(facts));
    expect(classified.facts.dataClasses).toEqual(classes);
    expect(classified.open).toEqual(open && { dataClasses: open });
    expect(classify(classified).open).toEqual(classified.open);
  });

  it('closes the list again once the fact is known', () => {
    const rules = [{ match: 'cluster = hr', set: { dataClasses: ['personal'] } }];
    const open = classifier(rules, options)(workloadWith({ dataClasses: ['public'] }));
    const known = { ...open, facts: { ...open.facts, cluster: 'web' } };
    expect(classifier(rules, options)(known)).not.toHaveProperty('open');
  });

  it('changes nothing the second time, and never loses a class', () => {
    const text = fc.constantFrom('personal', 'special', 'cui');
    const facts = fc.record(
      {
        name: fc.constantFrom('x', 'y'),
        dataClasses: fc.uniqueArray(text),
        criticality: fc.constantFrom('low' as const, 'high' as const),
        tags: fc.constantFrom<Record<string, string>>({}, { DataClass: 'pii' }, { Owner: 'z' }),
      },
      { requiredKeys: [] },
    );
    const rules = fc.array(
      fc.record({
        match: fc.constantFrom('', 'name = x', 'criticality = low'),
        set: fc.record(
          {
            dataClasses: fc.uniqueArray(text),
            criticality: fc.constantFrom('medium' as const),
            owner: fc.constant('o'),
          },
          { requiredKeys: ['owner'] },
        ),
      }),
      { maxLength: 3 },
    );
    fc.assert(
      fc.property(facts, rules, (given, classifications) => {
        const classify = classifier(classifications, options);
        const once = classify(workloadWith(given));
        const twice = classify(once);
        expect(twice.facts.dataClasses).toEqual(once.facts.dataClasses);
        expect(twice.observations.length).toBe(once.observations.length);
        for (const each of given.dataClasses ?? []) expect(once.facts.dataClasses).toContain(each);
        for (const index of Object.values(once.provenance)) expect(once.observations[index]).toBeDefined();
      }),
    );
  });
});

describe('roles', () => {
  const classify = (...rules: Classification[]) => classifier(rules, options);

  it('can be said by filter: none at all, or one beside what a source states', () => {
    const none = classify({ match: 'name is known', set: { roles: [] } });
    expect(none(workloadWith({ name: 'a' })).facts.roles).toEqual([]);
    const controller = classify({ match: 'name = dc01', set: { roles: ['domain-controller'] } });
    expect(controller(workloadWith({ name: 'dc01', roles: ['dns-server'] })).facts.roles).toEqual([
      'dns-server',
      'domain-controller',
    ]);
    expect(controller(workloadWith({ name: 'web' })).facts.roles).toBeUndefined();
    const perhaps = classify(
      { match: 'name is known', set: { roles: ['oracle-database'] } },
      { match: 'tags.role = bak', set: { roles: ['backup'] } },
    );
    const { roles, rolesSeen } = perhaps(workloadWith({ name: 'a', roles: ['web-server'] })).facts;
    expect(roles).toEqual(['oracle-database', 'web-server']);
    expect(rolesSeen).not.toContain('backup');
    expect(rolesSeen).toContain('sap');
  });

  it('stay unknown while another rule may add one', () => {
    const open = classify(
      { match: 'name is known', set: { roles: [] } },
      { match: 'tags.role = ad', set: { roles: ['domain-controller'] } },
    );
    expect(open(workloadWith({ name: 'a' })).facts.roles).toBeUndefined();
    expect(open(workloadWith({ name: 'a', tags: { role: 'ad' } })).facts.roles).toEqual(['domain-controller']);
  });
});
