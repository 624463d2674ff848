import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assessmentPlan } from './assessment-plan.ts';
import { assessmentResults } from './assessment-results.ts';
import { componentDefinition } from './component-definition.ts';
import { oscalControlId } from './control-names.ts';
import { evidence, EVIDENCE, FINDINGS, oscalInput } from './oscal.fixture.ts';
import { markup, oneLine } from './oscal-text.ts';
import { uuidOf } from './uuid.ts';

type Any = Record<string, any>;

const resultsOf = async (...given: Parameters<typeof oscalInput>): Promise<Any> =>
  (assessmentResults(await oscalInput(...given)) as Any)['assessment-results'];
const propOf = (thing: Any, name: string): string | undefined =>
  thing['props']?.find((each: Any) => each['name'] === name)?.['value'];

/** Everything below a value, itself among it. */
function* within(value: unknown): Generator<Any> {
  if (typeof value !== 'object' || value === null) return;
  yield value as Any;
  for (const inner of Object.values(value)) yield* within(inner);
}

describe('assessment results', () => {
  it('tell unknown, waived and violated apart, and satisfied is what was shown alone', async () => {
    const [result] = (await resultsOf())['results'];
    const target = (control: string): Any =>
      result.findings.find((each: Any) => propOf(each.target, 'control') === control).target;
    expect(target('SC-28').status).toMatchObject({ state: 'not-satisfied', reason: 'fail' });
    expect(propOf(target('SC-28'), 'state')).toBe('violated');
    const nobody = target('CP-9');
    expect(nobody.status).toMatchObject({ state: 'not-satisfied', reason: 'other' });
    expect(propOf(nobody, 'state')).toBe('unknown');
    expect(result.findings.every((each: Any) => each.target.status.state === 'not-satisfied')).toBe(true);
  });

  it.each([
    { state: 'satisfied', status: { state: 'satisfied', reason: 'pass' }, implementation: { state: 'implemented' } },
    {
      state: 'not-applicable',
      status: { state: 'not-satisfied', reason: 'other' },
      implementation: { state: 'not-applicable' },
    },
    { state: 'waived', status: { state: 'not-satisfied', reason: 'other' }, implementation: undefined },
  ] as const)('a control that is $state everywhere', async ({ state, status, implementation }) => {
    const says = { satisfied: 'pass', 'not-applicable': 'notapplicable', waived: 'waived' } as const;
    const input = await oscalInput('nist80053r5', {
      findings: [],
      evidence: ['fra', 'ams', '*'].map((siteId) =>
        evidence({ feed: 'compliance-operator', rule: 'r', state: says[state], siteId }),
      ),
    });
    const { results } = (assessmentResults(input) as Any)['assessment-results'];
    const found = results[0].findings.find((each: Any) => propOf(each.target, 'control') === 'SC-28');
    expect(propOf(found.target, 'state')).toBe(state);
    expect(found.target.status).toMatchObject(status);
    expect(found.target['implementation-status']).toEqual(implementation);
  });

  it('has a risk for what is violated and one for what is accepted, with its facts and last day', async () => {
    const [result] = (await resultsOf())['results'];
    const of = (status: string): Any[] => result.risks.filter((each: Any) => each.status === status);
    const [waived, ...others] = of('deviation-approved');
    expect(others).toEqual([]);
    expect(waived).toMatchObject({ deadline: '2027-03-31T23:59:59Z' });
    expect(waived?.['characterizations'][0].facets.map(({ name, value }: Any) => [name, value])).toEqual([
      ['level', 'must'],
      ['waiver', 'wvr-1'],
      ['waiver-owner', 'Grace'],
      ['waiver-approved-by', 'alan'],
      ['waiver-expires', '2027-03-31'],
    ]);
    expect(
      of('open')
        .map((each) => propOf(each, 'rule'))
        .sort(),
    ).toEqual(['encrypt_partitions', 'gdpr-ch5/g-32']);
  });

  it('names the machines with which something is not well, and of the others the number', async () => {
    const [result] = (await resultsOf())['results'];
    const items = result['local-definitions']['inventory-items'].map((each: Any) => propOf(each, 'workload-id'));
    expect(items).toEqual(['w1', 'w2', 'w3', 'w5']);
    const satisfied = result.observations.find((each: Any) => propOf(each, 'said') === 'satisfied');
    expect(satisfied.subjects).toHaveLength(1);
    expect(propOf(satisfied.subjects[0], 'workloads')).toBe('1');
  });

  it('says the values and where they come from, the method, and the time of looking', async () => {
    const [result] = (await resultsOf())['results'];
    const observed = (rule: string): Any => result.observations.find((each: Any) => propOf(each, 'rule') === rule);
    expect(observed('gdpr-ch5/g-32')).toMatchObject({ methods: ['EXAMINE'], collected: '2026-11-22T08:00:00.000Z' });
    expect(observed('gdpr-ch5/g-32')['relevant-evidence'].at(0)).toMatchObject({
      description: 'workload.encryption.atRest = false',
      remarks: 'declared',
    });
    expect(observed('ac-6')).toMatchObject({ methods: ['TEST'], collected: '2026-11-22T07:30:00.000Z' });
    const undated = result.observations.find((each: Any) => propOf(each, 'said') === 'notchecked');
    expect(undated.remarks).toContain('does not say when');
  });

  it('refers to nothing that is not there', async () => {
    const document = await resultsOf();
    const [result] = document['results'];
    const defined = new Set([...within(document)].flatMap((each) => each['uuid'] ?? []));
    const asked = [...within(result)].flatMap((each) =>
      ['subject-uuid', 'observation-uuid', 'risk-uuid', 'component-uuid', 'actor-uuid', 'activity-uuid'].flatMap(
        (name) => each[name] ?? [],
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

  it('holds its plan', async () => {
    const document = await resultsOf();
    const resource = document['back-matter'].resources.find(
      (each: Any) => `#${each.uuid}` === document['import-ap'].href,
    );
    const plan = JSON.parse(Buffer.from(resource.base64.value, 'base64').toString());
    expect(plan).toEqual(JSON.parse(JSON.stringify(assessmentPlan(await oscalInput()))));
  });

  it('is the same bytes for the same check, in whatever order it is told', async () => {
    const text = JSON.stringify(await resultsOf());
    expect(JSON.stringify(await resultsOf())).toBe(text);
    const turned = await resultsOf('nist80053r5', { findings: FINDINGS.toReversed(), evidence: EVIDENCE.toReversed() });
    expect(JSON.stringify(turned)).toBe(text);
  });

  it('keeps what a name says out of its markup', async () => {
    const text = JSON.stringify(await resultsOf());
    expect(text).not.toContain('<script>');
    expect(text).not.toMatch(/[^\\]\[x\]\(http/);
    expect(text).toContain('&lt;script&gt;');
  });
});

describe('component definition', () => {
  it('says for each site and control which check and which rule of which feed gives evidence', async () => {
    const { components } = (componentDefinition(await oscalInput()) as Any)['component-definition'];
    const fra = components.find((each: Any) => propOf(each, 'site-id') === 'fra');
    const required = fra['control-implementations'][0]['implemented-requirements'];
    const found = required.find((each: Any) => each['control-id'] === 'sc-28');
    expect(propOf(found, 'state')).toBe('violated');
    expect(propOf(found, 'check')).toBe('encryption-at-rest');
    expect(found.description).toContain('gdpr-ch5/g-32');
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
