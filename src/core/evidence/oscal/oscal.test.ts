import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../../services/catalog.ts';
import { compareText } from '../../plan/order.ts';
import { assessmentPlan } from './assessment-plan.ts';
import { assessmentResults } from './assessment-results.ts';
import { componentDefinition } from './component-definition.ts';
import { oscalControlId } from './control-names.ts';
import { evidence, EVIDENCE, FINDINGS, oscalInput } from './oscal.fixture.ts';
import { markup, oneLine } from './oscal-text.ts';
import { uuidOf } from './uuid.ts';

interface Thing {
  readonly uuid: string;
  readonly props?: readonly { readonly name: string; readonly value: string }[];
}
interface Observation extends Thing {
  readonly subjects: readonly Thing[];
  readonly 'relevant-evidence': readonly { readonly description: string; readonly remarks?: string }[];
  readonly remarks?: string;
}
interface Risk extends Thing {
  readonly status: string;
  readonly deadline?: string;
  readonly characterizations: readonly {
    readonly facets: readonly { readonly name: string; readonly value: string }[];
  }[];
}
interface Target extends Thing {
  readonly status: { readonly state: string; readonly reason: string };
  readonly 'implementation-status'?: { readonly state: string };
}
interface Results {
  readonly 'import-ap': { readonly href: string };
  readonly results: readonly [
    {
      readonly 'local-definitions': { readonly 'inventory-items': readonly Thing[] };
      readonly observations: readonly Observation[];
      readonly risks: readonly Risk[];
      readonly findings: readonly { readonly target: Target }[];
    },
  ];
  readonly 'back-matter': { readonly resources: readonly (Thing & { readonly base64?: { readonly value: string } })[] };
}

const mappings = (await loadCatalog())['control-mappings'];
const inputOf = (...given: readonly [framework?: string, said?: Parameters<typeof oscalInput>[2]]) =>
  oscalInput(mappings, ...given);
const resultsOf = (...given: Parameters<typeof inputOf>): Results =>
  assessmentResults(inputOf(...given))['assessment-results'] as Results;
const propOf = (thing: Thing | undefined, name: string): string | undefined =>
  thing?.props?.find((each) => each.name === name)?.value;
const textOf = (value: unknown): string[] => (typeof value === 'string' ? [value] : []);

/** Everything below a value, itself among it. */
function* within(value: unknown): Generator<Readonly<Record<string, unknown>>> {
  if (typeof value !== 'object' || value === null) return;
  yield { ...value };
  for (const inner of Object.values(value)) yield* within(inner);
}

describe('assessment results', () => {
  it('tell unknown, waived and violated apart, and satisfied is what was shown alone', () => {
    const [result] = resultsOf().results;
    const target = (control: string): Target | undefined =>
      result.findings.find((each) => propOf(each.target, 'control') === control)?.target;
    expect(target('SC-28')?.status).toMatchObject({ state: 'not-satisfied', reason: 'fail' });
    expect(propOf(target('SC-28'), 'state')).toBe('violated');
    const nobody = target('CP-9');
    expect(nobody?.status).toMatchObject({ state: 'not-satisfied', reason: 'other' });
    expect(propOf(nobody, 'state')).toBe('unknown');
    expect(result.findings.every((each) => each.target.status.state === 'not-satisfied')).toBe(true);
  });

  it.each([
    { state: 'satisfied', status: { state: 'satisfied', reason: 'pass' }, implementation: { state: 'implemented' } },
    {
      state: 'not-applicable',
      status: { state: 'not-satisfied', reason: 'other' },
      implementation: { state: 'not-applicable' },
    },
    { state: 'waived', status: { state: 'not-satisfied', reason: 'other' }, implementation: undefined },
  ] as const)('a control that is $state everywhere', ({ state, status, implementation }) => {
    const says = { satisfied: 'pass', 'not-applicable': 'notapplicable', waived: 'waived' } as const;
    const [result] = resultsOf('nist80053r5', {
      findings: [],
      evidence: ['fra', 'ams', '*'].map((siteId) =>
        evidence({ feed: 'compliance-operator', rule: 'r', state: says[state], siteId }),
      ),
    }).results;
    const found = result.findings.find((each) => propOf(each.target, 'control') === 'SC-28');
    expect(propOf(found?.target, 'state')).toBe(state);
    expect(found?.target.status).toMatchObject(status);
    expect(propOf(found?.target, 'basis')).toBe(state === 'satisfied' ? 'observed' : undefined);
    expect(found?.target['implementation-status']).toEqual(implementation);
  });

  it('has a risk for what is violated and one for what is accepted, with its facts and last day', () => {
    const [result] = resultsOf().results;
    const of = (status: string): readonly Risk[] => result.risks.filter((each) => each.status === status);
    const [waived, ...others] = of('deviation-approved');
    expect(others).toEqual([]);
    expect(waived).toMatchObject({ deadline: '2027-03-31T23:59:59Z' });
    expect(waived?.characterizations[0]?.facets.map(({ name, value }) => [name, value])).toEqual([
      ['level', 'must'],
      ['waiver', 'wvr-1'],
      ['waiver-owner', 'Grace'],
      ['waiver-approved-by', 'alan'],
      ['waiver-expires', '2027-03-31'],
    ]);
    expect(
      of('open')
        .map((each) => propOf(each, 'rule'))
        .toSorted(compareText),
    ).toEqual(['encrypt_partitions', 'gdpr-ch5/g-32']);
  });

  it('names the machines with which something is not well, and of the others the number', () => {
    const [result] = resultsOf().results;
    const items = result['local-definitions']['inventory-items'].map((each) => propOf(each, 'workload-id'));
    expect(items).toEqual(['w1', 'w2', 'w3', 'w5']);
    const satisfied = result.observations.find((each) => propOf(each, 'said') === 'satisfied');
    expect(satisfied?.subjects).toHaveLength(1);
    expect(propOf(satisfied?.subjects[0], 'workloads')).toBe('1');
  });

  it('says the values and where they come from, the method, and the time of looking', () => {
    const [result] = resultsOf().results;
    const observed = (rule: string): Observation | undefined =>
      result.observations.find((each) => propOf(each, 'rule') === rule);
    expect(observed('gdpr-ch5/g-32')).toMatchObject({ methods: ['EXAMINE'], collected: '2026-11-22T08:00:00.000Z' });
    expect(observed('gdpr-ch5/g-32')?.['relevant-evidence'].at(0)).toMatchObject({
      description: 'workload.encryption.atRest = false',
      remarks: 'declared',
    });
    expect(observed('ac-6')).toMatchObject({ methods: ['TEST'], collected: '2026-11-22T07:30:00.000Z' });
    const undated = result.observations.find((each) => propOf(each, 'said') === 'notchecked');
    expect(undated?.remarks).toContain('does not say when');
  });

  it('refers to nothing that is not there', () => {
    const document = resultsOf();
    const [result] = document['results'];
    const defined = new Set([...within(document)].flatMap((each) => textOf(each['uuid'])));
    const asked = [...within(result)].flatMap((each) =>
      ['subject-uuid', 'observation-uuid', 'risk-uuid', 'component-uuid', 'actor-uuid', 'activity-uuid'].flatMap(
        (name) => textOf(each[name]),
      ),
    );
    const links = [...within(document)].flatMap(({ href }) =>
      typeof href === 'string' && href.startsWith('#') ? [href.slice(1)] : [],
    );
    expect(asked.length).toBeGreaterThan(10);
    for (const uuid of [...asked, ...links]) expect(defined).toContain(uuid);
    const ids = [...within(document)].flatMap(({ uuid }) => (typeof uuid === 'string' ? [uuid] : []));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('holds its plan', () => {
    const document = resultsOf();
    const resource = document['back-matter'].resources.find((each) => `#${each.uuid}` === document['import-ap'].href);
    const plan = JSON.parse(Buffer.from(resource?.base64?.value ?? '', 'base64').toString());
    expect(plan).toEqual(JSON.parse(JSON.stringify(assessmentPlan(inputOf()))));
  });

  it('is the same bytes for the same check, in whatever order it is told', () => {
    const text = JSON.stringify(resultsOf());
    expect(JSON.stringify(resultsOf())).toBe(text);
    const turned = resultsOf('nist80053r5', { findings: FINDINGS.toReversed(), evidence: EVIDENCE.toReversed() });
    expect(JSON.stringify(turned)).toBe(text);
  });

  it('keeps what a name says out of its markup', () => {
    const text = JSON.stringify(resultsOf());
    expect(text).not.toContain('<script>');
    expect(text).not.toMatch(/[^\\]\[x\]\(http/);
    expect(text).toContain('&lt;script&gt;');
  });
});

interface Component extends Thing {
  readonly 'control-implementations'?: readonly {
    readonly 'implemented-requirements': readonly (Thing & {
      readonly 'control-id': string;
      readonly description: string;
    })[];
  }[];
}

describe('component definition', () => {
  it('says for each site and control which check and which rule of which feed gives evidence', () => {
    const { components } = componentDefinition(inputOf())['component-definition'] as {
      components: readonly Component[];
    };
    const fra = components.find((each) => propOf(each, 'site-id') === 'fra');
    const required = fra?.['control-implementations']?.[0]?.['implemented-requirements'];
    const found = required?.find((each) => each['control-id'] === 'sc-28');
    expect(propOf(found, 'state')).toBe('violated');
    expect(propOf(found, 'check')).toBe('encryption-at-rest');
    expect(found?.description).toContain('gdpr-ch5/g-32');
  });
});

describe('names', () => {
  it.each([
    ['nist80053r5', 'SC-28(1)', 'sc-28.1'],
    ['iso27001_2022', 'A.5.14', 'a.5.14'],
    ['c5_2020', 'OPS-09', 'ops-09'],
    ['gdpr', '44', 'art-44'],
    ['dora', '9(4)(d)', 'art-9.4.d'],
    ['nis2_art21_2', 'd', 'art-21.2.d'],
  ])('%s %s is %s', (framework, control, id) => expect(oscalControlId(framework, control)).toBe(id));

  it('are tokens and strings as OSCAL has them, whatever comes in', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(oneLine(text)).toMatch(/^\S(.*\S)?$/u);
        expect(markup(text)).toMatch(/^[^\n]+$/);
        expect(oscalControlId('gdpr', text)).toMatch(/^(\p{L}|_)(\p{L}|\p{N}|[.\-_])*$/u);
        expect(uuidOf(text)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      }),
    );
  });

  it('are the same for the same, and others for others', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), fc.array(fc.string()), (one, two) => {
        expect(uuidOf(...one) === uuidOf(...two)).toBe(JSON.stringify(one) === JSON.stringify(two));
      }),
    );
  });
});
