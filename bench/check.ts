/**
 * Rate of the policy engine, on one thread: node bench/check.ts [workloads] [sites]. The estate is the simulated one;
 * checked where each workload runs now, then judged for every site (the policy part of a placement), and again with a
 * rule of the user's own that reads names, so that no two workloads are alike.
 */

import { readFile } from 'node:fs/promises';
import type { Workload } from '../src/core/model/workload.ts';
import { classifier } from '../src/core/policy/classify.ts';
import { createPolicyEngine } from '../src/core/policy/engine/engine.ts';
import { parsePack } from '../src/core/policy/packs/pack.ts';
import { parseSites } from '../src/core/policy/parse-sites.ts';
import { generateEstate } from '../src/providers/simulator/estate.ts';
import { loadCatalog } from '../src/services/catalog.ts';
import { loadPacks } from '../src/services/packs.ts';
import { machineLine } from './machine.ts';

const asOf = '2026-11-22';
const count = Number(process.argv[2] ?? 100_000);
const siteCount = Number(process.argv[3] ?? 200);
const catalog = await loadCatalog();
const packs = await loadPacks();
const file = parseSites(await readFile(new URL('../demo/sites.yaml', import.meta.url), 'utf8'), catalog);
const own = parsePack(
  `{id: own-names, version: 1.0.0, name: Own, source: own, asOf: '2026-11-22', appliesWhen: 'true', requirements: [{id: a, ref: a, title: Legacy names stay at home, when: 'workload.name.startsWith("FRA")', test: 'site.country == "DE"', remedy: Move it back.}]}`,
  'own-names.yaml',
  catalog,
);

const seconds = (from: number): number => (performance.now() - from) / 1000;
const line = (title: string, took: number, detail: string): void =>
  console.log(`${title.padEnd(34)} ${took.toFixed(2).padStart(7)} s  ${detail}`);

console.log(machineLine());
let started = performance.now();
const workloads = simulated(count);
line('simulated estate', seconds(started), `${workloads.length} workloads`);

started = performance.now();
const classify = classifier(file.classify, { asOf, tagKeys: file.tagKeys });
const classified = workloads.map(classify);
line('classify', seconds(started), `${file.classify.length} filters and tags`);

for (const [title, used] of [
  ['shipped packs', packs],
  ['and a rule that reads names', [...packs, own]],
] as const) {
  const base = { catalog, packs: used, asOf, organisation: file.organisation, declarations: file.declarations };
  console.log(`\n${title}`);
  const engine = createPolicyEngine({ ...base, sites: file.sites });
  started = performance.now();
  const check = engine.checkEstate(classified);
  const took = seconds(started);
  const { allowed, violated, unknown, withoutSite } = check.summary;
  line('check, counts', took, `${Math.round(count / took)} workloads/s × ${engine.rules.length} rules`);
  console.log(`  allowed ${allowed}, violated ${violated}, unknown ${unknown} (no site ${withoutSite})`);
  started = performance.now();
  let findings = 0;
  for (const finding of check.findings())
    findings += finding.state === 'violated' || finding.state === 'unknown' ? 1 : 0;
  line('check, every finding in words', seconds(started), `${findings} findings`);

  const sites = Array.from({ length: siteCount }, (_, index) => {
    const site = file.sites[index % file.sites.length];
    if (site === undefined) throw new Error('no site in the fixture');
    return { ...site, id: `site-${index}`, matches: undefined };
  });
  const matrix = createPolicyEngine({ ...base, sites });
  started = performance.now();
  const verdicts = { allowed: 0, violated: 0, unknown: 0 };
  const part = used === packs ? classified : classified.slice(0, 10_000);
  for (const workload of part) for (const site of sites) verdicts[matrix.evaluate(workload, site.id).verdict] += 1;
  const matrixTook = seconds(started);
  const pairs = part.length * sites.length;
  line(
    'every workload × every site',
    matrixTook,
    `${part.length} × ${sites.length}, ${Math.round(pairs / matrixTook / 1000)} k answers/s`,
  );
}

function simulated(wanted: number): Workload[] {
  const estate = generateEstate({ seed: 7, workloads: wanted, observedAt: '2026-11-20T06:00:00.000Z' });
  const made: Workload[] = [];
  for (const source of estate.sources) {
    for (const batch of source.items()) {
      for (const item of batch) {
        if (item.type !== 'workload' || made.length >= wanted) continue;
        const { sourceId, nativeId, observedAt, kind, identity, facts } = item.observation;
        const id = `wl-${made.length.toString(16).padStart(16, '0')}`;
        made.push({
          id,
          kind,
          identity,
          facts,
          observations: [{ sourceId, nativeId, observedAt }],
          provenance: {},
          conflicts: [],
        });
      }
    }
  }
  return made;
}
