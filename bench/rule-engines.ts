/**
 * The policy engine beside engines that judge every pair by itself, on one thread: node bench/rule-engines.ts [workloads]
 * [sites]. Six rules that can be written in all of them, over attributes that are all known, since the others have no
 * word for unknown. Each must find the same violations. cel-js and Cedar judge a part of the pairs; rates are compared.
 */

import { parse } from '@marcbachmann/cel-js';
import { preparsePolicySet, statefulIsAuthorized } from '@cedar-policy/cedar-wasm/nodejs';
import { workloadWith } from '../src/core/model/workload.fixture.ts';
import type { Workload } from '../src/core/model/workload.ts';
import { createPolicyEngine } from '../src/core/policy/engine/engine.ts';
import type { PolicyEngine } from '../src/core/policy/engine/engine.ts';
import { parsePack } from '../src/core/policy/packs/pack.ts';
import type { Site } from '../src/core/policy/site.ts';
import { siteSchema } from '../src/core/policy/site.ts';
import { loadCatalog } from '../src/services/catalog.ts';
import { machineLine } from './machine.ts';

const workloadCount = Number(process.argv[2] ?? 100_000);
const siteCount = Number(process.argv[3] ?? 200);
const catalog = await loadCatalog();
const { eea } = catalog.sovereignty;

interface Rule {
  readonly id: string;
  readonly when: string;
  readonly test: string;
  /** What Cedar forbids. */
  readonly cedar: string;
}

const RULES: readonly Rule[] = [
  {
    id: 'residency',
    when: '"personal" in workload.dataClasses',
    test: 'site.country in eea',
    cedar: 'context.workload.dataClasses.contains("personal") && !context.eea.contains(context.site.country)',
  },
  {
    id: 'encryption',
    when: '"phi" in workload.dataClasses',
    test: 'site.encryption.atRest == true',
    cedar: 'context.workload.dataClasses.contains("phi") && !context.site.encryption.atRest',
  },
  {
    id: 'connected',
    when: 'workload.criticality == "high"',
    test: 'site.connectivity == "connected"',
    cedar: 'context.workload.criticality == "high" && context.site.connectivity != "connected"',
  },
  {
    id: 'pci',
    when: '"cardholder" in workload.dataClasses',
    test: '"pci-dss-aoc" in site.certifications',
    cedar:
      'context.workload.dataClasses.contains("cardholder") && !context.site.certifications.contains("pci-dss-aoc")',
  },
  {
    id: 'foreign',
    when: '"personal" in workload.dataClasses',
    test: 'site.operator.parentCountry != "US" || workload.keyCustody == "externalKms"',
    cedar:
      'context.workload.dataClasses.contains("personal") && context.site.operator.parentCountry == "US" && context.workload.keyCustody != "externalKms"',
  },
  {
    id: 'large',
    when: 'workload.cpuCount > 16',
    test: 'site.tenancy == "dedicatedHost"',
    cedar: 'context.workload.cpuCount > 16 && context.site.tenancy != "dedicatedHost"',
  },
];

const pick = <T>(values: readonly T[], seed: number): T => values[seed % values.length] as T;
const CLASSES = [['personal'], ['phi', 'personal'], ['cardholder'], ['internal'], []];

const workloads: readonly Workload[] = Array.from({ length: workloadCount }, (_, index) =>
  workloadWith(
    {
      name: `vm-${index}`,
      dataClasses: pick(CLASSES, index * 7),
      criticality: pick(['low', 'high', 'medium'] as const, index * 11),
      cpuCount: pick([2, 4, 8, 16, 32], index * 13),
      owner: pick(['yes', 'no'], index * 17),
    },
    { id: `wl-${index.toString(16).padStart(16, '0')}` },
  ),
);
const custodyOf = ({ facts }: Workload): string => (facts.owner === 'yes' ? 'externalKms' : 'providerManaged');

const sites: readonly Site[] = Array.from({ length: siteCount }, (_, index) =>
  siteSchema.parse({
    id: `site-${index}`,
    platform: 'kvm',
    target: 'kvm',
    attributes: {
      country: pick(['DE', 'FR', 'US', 'SG'], index),
      operator: { country: 'DE', parentCountry: pick(['DE', 'US'], index >> 2) },
      encryption: { atRest: pick([true, false], index >> 3) },
      connectivity: pick(['connected', 'airGapped'], index >> 4),
      certifications: pick([['pci-dss-aoc'], []], index >> 5),
      tenancy: pick(['shared', 'dedicatedHost'], index >> 1),
    },
  }),
);

function engineWith(more: readonly string[]): PolicyEngine {
  const requirements = RULES.map(({ id, when, test }) => ({ id, ref: id, title: id, when, test, remedy: '-' }));
  const text = JSON.stringify({
    id: 'bench',
    version: '1.0.0',
    name: 'Bench',
    source: 'own',
    asOf: '2026-11-22',
    appliesWhen: 'true',
    requirements: [
      ...requirements,
      ...more.map((test, index) => ({ id: `more-${index}`, ref: '-', title: '-', test, remedy: '-' })),
    ],
  });
  return createPolicyEngine({
    packs: [parsePack(text, 'bench.yaml', catalog)],
    sites,
    catalog,
    organisation: {},
    declarations: [
      { match: 'owner = yes', attributes: { keyCustody: 'externalKms' } },
      { match: 'owner = no', attributes: { keyCustody: 'providerManaged' } },
    ],
    asOf: '2026-11-22',
  });
}

interface Run {
  readonly pairs: number;
  readonly violations: number;
  readonly seconds: number;
}

/** Judges the first workloads at every site. */
function timed(count: number, judge: (workload: Workload, site: Site) => number): Run {
  const started = performance.now();
  let violations = 0;
  for (const workload of workloads.slice(0, count)) for (const site of sites) violations += judge(workload, site);
  return { pairs: count * sites.length, violations, seconds: (performance.now() - started) / 1000 };
}

const ours = engineWith([]);
const apart = engineWith(['workload.name != "nobody"']);
const programs = RULES.map(({ when, test }) => parse(`!(${when}) || (${test})`));
const plainOf = (workload: Workload): Record<string, unknown> => ({
  dataClasses: workload.facts.dataClasses,
  criticality: workload.facts.criticality,
  cpuCount: BigInt(workload.facts.cpuCount ?? 0),
  keyCustody: custodyOf(workload),
});
const policies = Object.fromEntries([
  ['allow', 'permit(principal, action, resource);'],
  ...RULES.map(({ id, cedar }) => [id, `forbid(principal, action, resource) when { ${cedar} };`]),
]);
const parsed = preparsePolicySet('bench', { staticPolicies: policies });
if (parsed.type !== 'success') throw new Error(JSON.stringify(parsed));

const small = Math.min(workloadCount, 1000);
const tiny = Math.min(workloadCount, 100);
const violatedBy = (engine: PolicyEngine, workload: Workload, site: Site): number =>
  engine.evaluate(workload, site.id).violated.length;

const runs: readonly (readonly [string, Run])[] = [
  ['this engine', timed(workloadCount, (workload, site) => violatedBy(ours, workload, site))],
  [
    'this engine, no two workloads alike',
    timed(Math.min(workloadCount, 10_000), (workload, site) => violatedBy(apart, workload, site)),
  ],
  [
    'cel-js, each pair',
    timed(small, (workload, site) => {
      const context = { workload: plainOf(workload), site: site.attributes, eea };
      return programs.filter((program) => program(context) === false).length;
    }),
  ],
  [
    'cedar-wasm, each pair',
    timed(tiny, (workload, site) => {
      const answer = statefulIsAuthorized({
        principal: { type: 'Workload', id: workload.id },
        action: { type: 'Action', id: 'run' },
        resource: { type: 'Site', id: site.id },
        context: {
          workload: { ...plainOf(workload), cpuCount: workload.facts.cpuCount ?? 0 },
          // Attributes hold nothing but JSON; the schema cannot say so.
          site: site.attributes as Record<string, never>,
          eea: [...eea],
        },
        preparsedPolicySetId: 'bench',
        entities: [],
      });
      if (answer.type !== 'success') throw new Error(JSON.stringify(answer));
      return answer.response.decision === 'allow' ? 0 : answer.response.diagnostics.reason.length;
    }),
  ],
];

console.log(machineLine());
console.log(`${workloadCount} workloads × ${sites.length} sites × ${RULES.length} rules`);
const rate = ({ pairs, seconds }: Run): number => (pairs * RULES.length) / seconds;
const [[, first] = ['', undefined]] = runs;
for (const [name, run] of runs) {
  const ratio = first === undefined ? 1 : rate(first) / rate(run);
  console.log(
    `${name.padEnd(38)} ${run.seconds.toFixed(2).padStart(7)} s  ${Math.round(rate(run) / 1000)
      .toString()
      .padStart(8)} k evaluations/s  ${ratio.toFixed(1)}×`,
  );
}
for (const [count, judge] of [
  [small, runs[2]],
  [tiny, runs[3]],
] as const) {
  const again = timed(count, (workload, site) => violatedBy(ours, workload, site)).violations;
  const [name, run] = judge ?? ['', undefined];
  console.log(`${name}: ${run?.violations} violations, this engine ${again} on the same pairs`);
  if (run?.violations !== again) process.exitCode = 1;
}

const newcomer = workloadWith({ ...workloads[0]?.facts, name: 'new' }, { id: 'wl-ffffffffffffffff' });
const started = performance.now();
for (const site of sites) violatedBy(apart, newcomer, site);
console.log(`one more workload, at every site: ${(performance.now() - started).toFixed(2)} ms`);
