import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../../services/catalog.ts';
import { workloadWith } from '../../model/workload.fixture.ts';
import type { Workload } from '../../model/workload.ts';
import { createPolicyEngine } from '../../policy/engine/engine.ts';
import { parsePack } from '../../policy/packs/pack.ts';
import { siteSchema } from '../../policy/site.ts';
import type { WaiverInForce } from '../../policy/waivers/waiver.ts';
import { buildEvidencePack } from './build-pack.ts';
import { judgePack, PACK_STATES } from './judge-pack.ts';
import type { EvidencePackData } from './pack-data.ts';

const catalog = await loadCatalog();
const NASTY = '<script>alert("x")</script>';

const pack = parsePack(
  JSON.stringify({
    id: 'house',
    version: '1.0.0',
    name: `House ${NASTY}`,
    source: 'own',
    asOf: '2026-11-22',
    appliesWhen: 'workload.dataClasses.exists(c, c == "personal")',
    requirements: [
      { id: 'home', ref: 'Art. 1', title: 'At home', remedy: 'Move it', test: 'site.country == "DE"' },
      { id: 'mfa', ref: 'Art. 2', title: 'Two factors', remedy: 'Ask', test: 'organisation.adminMfa' },
      {
        id: 'keys',
        ref: 'Art. 3',
        title: 'Keys',
        remedy: NASTY,
        level: 'should',
        test: 'workload.keyCustody == "externalKms"',
      },
    ],
  }),
  'house.yaml',
  catalog,
);

interface Given {
  readonly countries: readonly (string | undefined)[];
  readonly machines: readonly { readonly at: number; readonly classes: readonly string[] | undefined }[];
  readonly mfa: boolean | undefined;
  readonly waivers?: readonly WaiverInForce[];
}

function judged({ countries, machines, mfa, waivers = [] }: Given) {
  const engine = createPolicyEngine({
    catalog,
    packs: [pack],
    sites: countries.map((country, at) =>
      siteSchema.parse({
        id: `s${at}`,
        platform: 'x',
        target: 'kvm',
        matches: { clusters: [`s${at}`] },
        attributes: { country },
      }),
    ),
    organisation: mfa === undefined ? {} : { adminMfa: mfa },
    declarations: [],
    asOf: '2026-11-22',
    waivers,
  });
  const workloads: Workload[] = machines.map(({ at, classes }, index) =>
    workloadWith(
      {
        name: index === 0 ? NASTY : `=vm${index}`,
        cluster: `s${at}`,
        ...(classes !== undefined && { dataClasses: [...classes] }),
      },
      { id: `w${index}` },
    ),
  );
  return { engine, workloads, requirements: judgePack(engine, workloads, 'house') };
}

const digest = `sha256:${'ab'.repeat(32)}`;
function packOf(given: Given, more: Partial<EvidencePackData> = {}): string {
  const { engine, workloads, requirements } = judged(given);
  return buildEvidencePack({
    pack,
    selected: false,
    sources: ['not checked against a published source'],
    requirements,
    sites: engine.sites.map(({ site }) => ({
      id: site.id,
      name: NASTY,
      platform: site.platform,
      country: null,
      workloads: 1,
      report: engine.describeSite(site.id),
    })),
    workloads: workloads.length,
    withoutSite: 0,
    waivers: [],
    why: {
      id: 'why-1',
      decision: 'check',
      createdAt: '2026-11-22T08:00:00.000Z',
      actor: NASTY,
      generation: 7,
      estateDigest: digest,
      catalogVersion: digest,
      packs: {},
      settings: { asOf: '2026-11-22', sites: digest },
      inputsDigest: digest,
      resultDigest: digest,
      productVersion: '0.1.0',
    },
    generationCreatedAt: '2026-11-22T07:00:00.000Z',
    inputs: [{ name: NASTY, kind: 'rvtools', observedAt: '2026-11-21', sha256: null }],
    catalogue: [],
    auditSeq: 12,
    checkpoint: { seq: 20, at: '2026-11-22T09:00:00.000Z' },
    keyFingerprint: null,
    ...more,
  });
}

const US: Given = {
  countries: ['US', 'DE'],
  machines: [
    { at: 0, classes: ['personal'] },
    { at: 1, classes: ['personal'] },
    { at: 1, classes: ['public'] },
    { at: 1, classes: undefined },
    { at: 9, classes: ['personal'] },
  ],
  mfa: true,
};
const countsOf = (given: Given, id: string) =>
  judged(given).requirements.find(({ rule }) => rule.requirement.ruleId === `house/${id}`)?.counts;

describe('what a requirement says of the estate', () => {
  it('counts each workload once: broken, undecided, well, and not concerned', () => {
    // The one without a class satisfies it whether or not the regime applies; the one at no site cannot be judged.
    expect(countsOf(US, 'home')).toEqual({ violated: 1, unknown: 1, waived: 0, satisfied: 2, 'not-applicable': 1 });
    expect(countsOf(US, 'keys')).toEqual({ violated: 0, unknown: 4, waived: 0, satisfied: 0, 'not-applicable': 1 });
  });

  it('adds up to the estate, whatever is known', () => {
    const machine = fc.record({
      at: fc.nat({ max: 3 }),
      classes: fc.constantFrom(['personal'], ['public'], undefined),
    });
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('US', 'DE', undefined), { minLength: 1, maxLength: 3 }),
        fc.array(machine, { maxLength: 6 }),
        fc.constantFrom(true, false, undefined),
        (countries, machines, mfa) => {
          for (const { counts, groups } of judged({ countries, machines, mfa }).requirements) {
            expect(PACK_STATES.reduce((sum, state) => sum + counts[state], 0)).toBe(machines.length);
            for (const state of PACK_STATES.filter((each) => each !== 'not-applicable')) {
              const named = groups.filter((group) => group.state === state).flatMap(({ workloads }) => workloads);
              expect(new Set(named.map(({ id }) => id)).size).toBe(counts[state]);
            }
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('the file', () => {
  it('keeps names harmless, loads nothing and runs nothing', () => {
    const text = packOf(US);
    expect(text).not.toContain('<script');
    expect(text).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;');
    expect(text).toContain("default-src 'none'");
    expect(
      [...text.matchAll(/(?:src|href)="([^"]*)"/g)].every(
        ([, to]) => to?.startsWith('#') === true || to?.startsWith('data:text/csv') === true,
      ),
    ).toBe(true);
  });

  it('never says the regime is met while something is open', () => {
    expect(packOf(US)).toContain('Not shown to be met: 1 binding requirement violated');
    const good: Given = { countries: ['DE'], machines: [{ at: 0, classes: ['personal'] }], mfa: true };
    expect(packOf(good)).toContain('Every binding requirement is satisfied wherever it applies.');
    expect(packOf({ ...good, mfa: undefined })).toContain('Not shown to be met: 1 binding requirement not decided');
    expect(packOf({ ...good, machines: [{ at: 0, classes: ['public'] }] })).toContain('No binding requirement applies');
    expect(packOf({ ...good, machines: [] })).toContain('There is no workload to judge.');
  });

  it('carries the full list, which no spreadsheet runs', () => {
    const encoded = /data:text\/csv;charset=utf-8;base64,([^"]+)"/.exec(packOf(US))?.[1] ?? '';
    const lines = Buffer.from(encoded, 'base64').toString().trim().split('\r\n');
    expect(lines).toHaveLength(7);
    expect(lines.find((line) => line.includes('house/home,Art. 1,must,unknown'))).toContain(",'=vm4,w4,");
  });

  it('gives the commands that check it, one on each line', () => {
    expect(packOf(US)).toContain('isthmus replay why-1\nisthmus evidence pack house -o again.html');
    expect(packOf(US)).toContain('record 12 holds the digests of this check; newest checkpoint at record 20');
  });

  it('is the same bytes for the same data', () => expect(packOf(US)).toBe(packOf(US)));
});
