import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PathChoice } from './hop.ts';
import { closed, fileOf, judgeOf, machine, packOf } from './paths.fixture.ts';

const inEurope = packOf('touchCountries.all(c, c in eu27)');
const siteInEurope = packOf('site.country in eu27');

const stateOf = (path: PathChoice): Record<string, string> =>
  Object.fromEntries(path.hops.map(({ role, state }) => [role, state]));
const metadataIn = (countries: readonly string[], more = {}) =>
  fileOf({ paths: { hops: [{ role: 'metadata', countries, ...more }] } });

describe('the hops of a move', () => {
  it('are the tool’s own, in the order data passes them, then what is kept and who reaches it', () => {
    const path = judgeOf(metadataIn(['DE']), [inEurope]).choose(machine(), 'home', 'cloud');
    expect(path.hops.map(({ role, where }) => [role, where.siteId ?? where.countries])).toEqual([
      ['source', 'home'],
      ['appliance', 'home'],
      ['staging', 'cloud'],
      ['metadata', ['DE']],
      ['disks', 'cloud'],
      ['backup', 'cloud'],
      ['dr', 'cloud'],
      ['logs', 'cloud'],
      ['administration', 'cloud'],
      ['support', 'cloud'],
      ['subprocessors', 'cloud'],
    ]);
    expect(path).toMatchObject({ method: 'azure-migrate-agentless', verdict: 'allowed' });
    expect(path.hops.find(({ role }) => role === 'staging')?.encryption).toEqual({ atRest: true, inTransit: true });
  });

  it('count nothing where the data is already', () => {
    const path = judgeOf(metadataIn(['DE']), [inEurope]).choose(machine(), 'home', 'cloud');
    expect(stateOf(path)).toMatchObject({ source: 'as-today', appliance: 'as-today' });
  });

  it('count where the data is already when somebody else runs them there', () => {
    const file = fileOf();
    const home = file.sites.map((site) => (site.id === 'home' ? { ...site, attributes: closed('DE') } : site));
    const attributes = { operator: { name: 'Other', country: 'US', parentCountry: 'US', own: false } };
    const operated = packOf('site.operator.country in eea');
    for (const [role, at] of [
      ['staging', { at: 'home' }],
      ['appliance', {}],
    ] as const) {
      const hops = [
        { role: 'metadata', countries: ['DE'] },
        { role, ...at, attributes },
      ];
      const judge = judgeOf({ ...fileOf({ paths: { hops } }), sites: home }, [operated]);
      expect(stateOf(judge.choose(machine(), 'home', 'cloud'))).toMatchObject({
        source: 'as-today',
        [role]: 'violated',
      });
      expect(judge.answer(machine(), 'home', 'cloud')).toMatchObject({ verdict: 'violated', broken: [{ role }] });
      expect(judge.findings(machine(), 'home', 'cloud', role)).toMatchObject([{ ruleId: 'p/r', state: 'violated' }]);
    }
  });

  it('are unknown where nobody stated the place, and say what to state', () => {
    const path = judgeOf(fileOf(), [inEurope]).choose(machine(), 'home', 'cloud');
    expect(path.verdict).toBe('unknown');
    expect(path.hops.find(({ role }) => role === 'metadata')).toMatchObject({
      where: {},
      state: 'unknown',
      unknown: [{ ruleId: 'p/r', missing: ['paths.metadata.countries'] }],
    });
  });

  it('name the one that breaks a rule', () => {
    const path = judgeOf(metadataIn(['US']), [inEurope]).choose(machine(), 'home', 'cloud');
    expect(path.verdict).toBe('violated');
    expect(path.hops.filter(({ state }) => state === 'violated').map(({ role }) => role)).toEqual(['metadata']);
  });

  it('are certain in a geography only where all of its countries agree', () => {
    const at = (geography: string, rule: string) =>
      judgeOf(fileOf({ paths: { hops: [{ role: 'metadata', geography }] } }), [packOf(rule)])
        .choose(machine(), 'home', 'cloud')
        .hops.find(({ role }) => role === 'metadata');
    expect(at('europe', 'touchCountries.all(c, c in eu27)')).toMatchObject({ state: 'satisfied' });
    expect(at('europe', 'touchCountries.all(c, c == "DE")')).toMatchObject({ state: 'violated' });
    expect(at('europe', 'touchCountries.all(c, c in ["DE", "NL"])')).toMatchObject({
      state: 'unknown',
      unknown: [{ ruleId: 'p/r', missing: ['paths.metadata.countries'] }],
    });
  });

  it('are judged by what they hold: names are not disks, people are neither', () => {
    const file = fileOf({
      paths: { hops: [{ role: 'metadata', countries: ['US'] }] },
      sites: fileOf().sites.map((site) => ({
        ...site,
        attributes: { ...site.attributes, support: { countries: ['IN'] } },
      })),
    });
    expect(judgeOf(file, [siteInEurope]).choose(machine(), 'home', 'cloud').verdict).toBe('allowed');
    expect(stateOf(judgeOf(file, [inEurope]).choose(machine(), 'home', 'cloud'))).toMatchObject({
      metadata: 'violated',
      support: 'violated',
      disks: 'satisfied',
    });
  });

  it('stand in for the site where copies are kept elsewhere', () => {
    const file = fileOf({
      paths: { hops: [{ role: 'metadata', countries: ['DE'] }] },
      declarations: [{ match: 'name = "w"', attributes: { 'backup.countries': ['US'], 'dr.countries': [] } }],
    });
    const judge = judgeOf(file, [siteInEurope]);
    const far = judge.choose(machine({ name: 'w' }), 'home', 'cloud');
    expect(stateOf(far)).toMatchObject({ disks: 'satisfied', backup: 'violated' });
    expect(far.hops.some(({ role }) => role === 'dr')).toBe(false);
    expect(judge.choose(machine({ name: 'x' }, 'wl-2'), 'home', 'cloud').verdict).toBe('allowed');
  });

  it('bring the laws of who runs them', () => {
    const rule = packOf('!("us-cloud-act" in exposedLaws)');
    const operated = (parentCountry: string) =>
      fileOf({
        paths: {
          hops: [
            {
              role: 'conversion',
              countries: ['DE'],
              attributes: {
                operator: { country: 'DE', parentCountry },
                controlPlane: { country: 'DE', operatorParentCountry: parentCountry },
              },
            },
          ],
        },
      });
    expect(judgeOf(operated('US'), [rule]).answer(machine(), 'home', 'farm')).toMatchObject({ verdict: 'violated' });
    expect(judgeOf(operated('DE'), [rule]).answer(machine(), 'home', 'farm')).toMatchObject({ verdict: 'allowed' });
  });

  it('say what the destination breaks, whatever the way', () => {
    const path = judgeOf(fileOf(), [packOf('"c5" in site.certifications')]).choose(machine(), 'home', 'third');
    expect(path.hops.find(({ role }) => role === 'disks')).toMatchObject({
      state: 'unknown',
      unknown: [{ ruleId: 'p/r', missing: ['site.certifications'] }],
    });
  });
});

describe('target disks', () => {
  const american = fileOf().sites.map((site) => (site.id === 'cloud' ? { ...site, attributes: closed('US') } : site));

  it.each([{ used: false, reason: 'x' }, { at: 'home' }])(
    'are there, and what the destination breaks, with %j',
    (said) => {
      const hops = [
        { role: 'metadata', countries: ['DE'] },
        { role: 'disks', ...said },
      ];
      // A rule that no hop is asked but the destination as a whole.
      const packs = [packOf('site.certifications.exists(c, c == "c5") || site.country in eea')];
      for (const pack of [...packs, inEurope]) {
        const path = judgeOf({ ...fileOf({ paths: { hops } }), sites: american }, [pack]).choose(
          machine(),
          'home',
          'cloud',
        );
        expect(path.hops.find(({ role }) => role === 'disks')?.state).not.toBe('as-today');
        expect(path.verdict).not.toBe('allowed');
      }
    },
  );

  it('carry the destination’s findings when they are said to be at the source', () => {
    const file = { ...fileOf({ paths: { hops: [{ role: 'disks', at: 'home' }] } }), sites: american };
    const path = judgeOf(file, [packOf('site.certifications.all(c, c != "none") && site.country in eea')]);
    expect(path.choose(machine(), 'home', 'cloud').verdict).toBe('violated');
  });
});

describe('several ways', () => {
  const us = { role: 'conversion', methods: ['virt-v2v'], countries: ['US'] };
  const good = ['staging', 'conversion'].map((role) => ({ role, methods: ['image-convert'], countries: ['DE'] }));

  it('take the one that keeps the rules, and say why', () => {
    const path = judgeOf(fileOf({ paths: { hops: [us, ...good] } }), [siteInEurope]).choose(machine(), 'home', 'farm');
    expect(path).toMatchObject({
      method: 'image-convert',
      verdict: 'allowed',
      because: 'virt-v2v breaks p/r at conversion',
      others: [{ method: 'virt-v2v', verdict: 'violated' }],
    });
  });

  it('take none but the one that sites.yaml names', () => {
    const file = fileOf({ migration: { methods: { kvm: 'virt-v2v' } }, paths: { hops: [us, ...good] } });
    expect(judgeOf(file, [siteInEurope]).answer(machine(), 'home', 'farm')).toMatchObject({
      verdict: 'violated',
      method: 'virt-v2v',
      broken: [{ role: 'conversion', where: 'US', rules: ['p/r'] }],
    });
  });

  it('are not asked of a hop that is said not to be there', () => {
    const none = { role: 'conversion', methods: ['virt-v2v'], used: false, reason: 'the disks are raw' };
    const path = judgeOf(fileOf({ paths: { hops: [us, none] } }), [siteInEurope]).choose(machine(), 'home', 'farm');
    expect(path).toMatchObject({ method: 'virt-v2v', verdict: 'allowed' });
  });
});

const RANK = { satisfied: 0, waived: 0, 'as-today': 0, unknown: 1, violated: 2 };
const country = fc.constantFrom('DE', 'FR', 'US', 'IN');
const statement = fc.record(
  {
    role: fc.constantFrom('staging', 'conversion', 'metadata', 'appliance'),
    countries: fc.array(country, { minLength: 1, maxLength: 2 }),
    oneOf: fc.boolean(),
    methods: fc.constantFrom(['virt-v2v'], ['image-convert'], ['azure-migrate-agentless']),
  },
  { requiredKeys: ['role', 'countries'] },
);
const rule = fc.constantFrom(
  'touchCountries.all(c, c in eu27)',
  'site.country in eu27',
  '!("us-cloud-act" in exposedLaws)',
  'site.operator.own || site.country == "DE"',
);

describe('for any rules and hops', () => {
  it('a further hop never makes a broken path whole', () => {
    fc.assert(
      fc.property(
        rule,
        fc.array(statement, { maxLength: 3 }),
        statement,
        fc.constantFrom('farm', 'cloud'),
        (test, hops, more, to) => {
          const file = fileOf({
            migration: { methods: { kvm: 'virt-v2v', 'azure-vm': 'azure-migrate-agentless' } },
            paths: { hops },
          });
          const [less, grown] = [file, { ...file, paths: { hops: [...(file.paths?.hops ?? []), more] } }].map((each) =>
            judgeOf(each as typeof file, [packOf(test)]).choose(machine(), 'home', to),
          );
          // Only a hop that was not there on this way: of a known one the later statement counts, which may settle it.
          if (less?.hops.some(({ role }) => role === more.role) === true) return;
          if (less?.verdict === 'violated') expect(grown?.verdict).toBe('violated');
          if (less?.verdict === 'unknown') expect(grown?.verdict).not.toBe('allowed');
        },
      ),
      { numRuns: 60 },
    );
  });

  it('what is settled stays so when more is known', () => {
    fc.assert(
      fc.property(rule, country, fc.boolean(), (test, where, alsoOperator) => {
        const attributes = alsoOperator
          ? { operator: { country: where, parentCountry: where, own: false } }
          : undefined;
        const states = [{}, { countries: [where] }, { countries: [where], attributes }].map((known, index) => {
          const hops = index === 0 ? [] : [{ role: 'conversion', ...known }];
          const file = fileOf({ migration: { methods: { kvm: 'virt-v2v' } }, paths: { hops } });
          const path = judgeOf(file, [packOf(test)]).choose(machine(), 'home', 'farm');
          return path.hops.find(({ role }) => role === 'conversion')?.state ?? 'unknown';
        });
        for (let index = 1; index < states.length; index += 1) {
          const before = states[index - 1];
          if (before !== 'unknown') expect(states[index]).toBe(before);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('the quick answer is that of the whole path but for its destination', () => {
    fc.assert(
      fc.property(
        rule,
        fc.array(statement, { maxLength: 4 }),
        fc.constantFrom('farm', 'cloud', 'third'),
        (test, hops, to) => {
          const judge = judgeOf(fileOf({ paths: { hops } }), [packOf(test)]);
          const [quick, whole] = [judge.answer(machine(), 'home', to), judge.choose(machine(), 'home', to)];
          expect(whole.method).toBe(quick.method);
          const worst = Math.max(...whole.hops.map(({ state }) => RANK[state]));
          expect(worst).toBeGreaterThanOrEqual({ allowed: 0, unknown: 1, violated: 2 }[quick.verdict]);
          expect(whole.hops.filter(({ state }) => state === 'violated').map(({ role }) => role)).toEqual(
            expect.arrayContaining(quick.broken.map(({ role }) => role)),
          );
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('a closed estate', () => {
  it('has paths that nothing is unknown of', () => {
    const file = fileOf({
      sites: fileOf().sites.map((site) => ({ ...site, attributes: closed('DE') })),
      paths: { hops: [{ role: 'conversion', at: 'third' }] },
    });
    expect(judgeOf(file, [inEurope, siteInEurope].slice(0, 1)).choose(machine(), 'home', 'farm')).toMatchObject({
      verdict: 'allowed',
      method: 'virt-v2v',
    });
  });
});
