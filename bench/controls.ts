/**
 * The book of controls and its matrices, on one thread: node bench/controls.ts [workloads]. The estate is the simulated
 * one, classified by the demo's sites file, with every pack that is shipped; a share of its machines has been scanned.
 */

import { readFile } from 'node:fs/promises';
import { leafPaths } from '../src/core/policy/attribute-path.ts';
import { openControlBook, pagesOf } from '../src/core/policy/controls/book.ts';
import { evidenceOf } from '../src/core/policy/controls/details.ts';
import type { ControlEvidence } from '../src/core/policy/controls/evidence.ts';
import { controlMatrix } from '../src/core/policy/controls/matrix.ts';
import { ownEvidence } from '../src/core/policy/controls/own-evidence.ts';
import { classifier } from '../src/core/policy/classify.ts';
import { createPolicyEngine } from '../src/core/policy/engine/engine.ts';
import { parseSites } from '../src/core/policy/parse-sites.ts';
import type { Workload } from '../src/core/model/workload.ts';
import { generateEstate } from '../src/providers/simulator/estate.ts';
import { loadCatalog } from '../src/services/catalog.ts';
import { loadPacks } from '../src/services/packs.ts';
import { machineLine } from './machine.ts';

const asOf = '2026-11-23T08:00:00.000Z';
const count = Number(process.argv[2] ?? 100_000);
const catalog = await loadCatalog();
const packs = await loadPacks();
const file = parseSites(await readFile(new URL('../demo/sites.yaml', import.meta.url), 'utf8'), catalog);

/** Paths that the demo's declarations give. */
const DECLARED = file.declarations.flatMap(({ attributes }) => leafPaths(attributes));

async function timed<T>(title: string, work: () => T, words: (made: T) => string): Promise<T> {
  const [wall, cpu] = [performance.now(), process.cpuUsage()];
  const made = await work();
  const used = process.cpuUsage(cpu);
  const seconds = (performance.now() - wall) / 1000;
  const heap = Math.round(process.memoryUsage().heapUsed / 2 ** 20);
  console.log(
    `${title.padEnd(34)} ${seconds.toFixed(2).padStart(7)} s  (${((used.user + used.system) / 1e6).toFixed(2)} s of processor, heap ${heap} MiB)  ${words(made)}`,
  );
  return made;
}

console.log(machineLine());
const workloads = await timed('simulated, classified estate', simulated, (made) => `${made.length} workloads`);
const engine = createPolicyEngine({
  packs,
  catalog,
  asOf: asOf.slice(0, 10),
  sites: file.sites,
  organisation: file.organisation,
  declarations: file.declarations,
});
const own = await timed(
  'own rules and facts',
  () =>
    ownEvidence(
      workloads,
      { rules: engine.rules, findings: engine.checkEstate(workloads).alike(), declared: new Set(DECLARED) },
      catalog,
      asOf,
    ),
  ({ alike }) => `${engine.rules.length} rules of ${engine.packs.length} packs, ${alike.length} groups`,
);
const scans = workloads.slice(0, Math.floor(count / 10)).flatMap(({ id }, at) => scanOf(id, at));
const book = await timed(
  'book',
  () =>
    openControlBook({
      mappings: catalog['control-mappings'],
      alike: own.alike,
      evidence: [...own.evidence, ...scans],
      workloads: new Map(
        workloads.map((workload) => [
          workload.id,
          {
            name: workload.facts.name ?? workload.id,
            siteId: engine.siteOf(workload),
            application: workload.facts.application ?? null,
          },
        ]),
      ),
      siteIds: file.sites.map(({ id }) => id),
      asOf,
      staleAfterDays: 90,
    }),
  () => `${scans.length} results of scans`,
);
for (const by of ['site', 'application'] as const) {
  await timed(
    `matrices of all frameworks, by ${by}`,
    () => catalog['control-mappings'].frameworks.map(({ id }) => controlMatrix(book, id, by, { most: 60 })),
    (made) =>
      `${made.reduce((sum, { rows }) => sum + rows.length, 0)} controls × ${made[0]?.columns.length} of ${(made[0]?.columns.length ?? 0) + (made[0]?.columnsLeftOut ?? 0)} columns`,
  );
}
await timed(
  'evidence of SC-28',
  () => evidenceOf(book, 'nist80053r5', 'SC-28', { by: 'site', perFeed: 50 }),
  ({ lines, total }) => `${lines.length} of ${total} lines`,
);
await timed(
  'clone, as from a thread',
  () => structuredClone(pagesOf(book)),
  () => 'both halves: the receiver does the second',
);

/** Ten results of one scan; every seventh machine has one that failed. */
function scanOf(workloadId: string, at: number): ControlEvidence[] {
  return Array.from({ length: 10 }, (_, rule) => ({
    id: `scan/${at}/${rule}`,
    feed: 'openscap',
    rule: rule === 0 ? 'encrypt_partitions' : `sshd_use_strong_${rule}`,
    title: `Rule ${rule}`,
    state: rule === 0 && at % 7 === 0 ? 'fail' : 'pass',
    basis: 'observed',
    observedAt: `2026-11-${String(10 + (at % 10))}T06:00:00.000Z`,
    workloadId,
    cites: [],
  }));
}

function simulated(): Workload[] {
  const classify = classifier(file.classify, { asOf, tagKeys: file.tagKeys });
  const made: Workload[] = [];
  for (const source of generateEstate({ seed: 7, workloads: count, observedAt: '2026-11-20T06:00:00.000Z' }).sources) {
    for (const batch of source.items()) {
      for (const item of batch) {
        if (item.type !== 'workload' || made.length >= count) continue;
        const { sourceId, nativeId, observedAt, kind, identity, facts } = item.observation;
        const id = `wl-${made.length.toString(16).padStart(16, '0')}`;
        const observations = [{ sourceId, nativeId, observedAt }];
        made.push(classify({ id, kind, identity, facts, observations, provenance: {}, conflicts: [] }));
      }
    }
  }
  return made;
}
