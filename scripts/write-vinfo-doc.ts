/**
 * Writes the table in docs/guide/assessing.md that compares a workbook of the sheet vInfo alone with the whole one: both
 * are written, read by the RVTools provider and judged, each as a user would. node scripts/write-vinfo-doc.ts
 */

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAssessor } from '../src/core/assess/engine.ts';
import { RULES } from '../src/core/assess/rules/registry.ts';
import { assessEstate } from '../src/core/assess/summary.ts';
import type { AssessmentSummary } from '../src/core/assess/summary.ts';
import { TARGETS } from '../src/core/assess/targets/registry.ts';
import { resolveGuestOs } from '../src/core/model/guest-os.ts';
import type { Workload } from '../src/core/model/workload.ts';
import { rvtoolsProvider } from '../src/providers/rvtools/provider.ts';
import { writeRvtoolsWorkbook } from '../src/providers/simulator/rvtools-workbook.ts';
import { loadCatalog } from '../src/services/catalog.ts';

const AS_OF = '2026-11-22';
const VMS = 1000;
const SEED = 7;
const DOC = new URL('../docs/guide/assessing.md', import.meta.url);
const [BEGIN, END] = ['<!-- vinfo table -->', '<!-- end of vinfo table -->'];

const catalog = await loadCatalog();
const folder = await mkdtemp(join(tmpdir(), 'isthmus-vinfo-'));

async function judged(sheets: readonly string[] | undefined): Promise<AssessmentSummary> {
  const path = join(folder, `${sheets?.join('-') ?? 'all'}.xlsx`);
  await writeRvtoolsWorkbook({ path, vms: VMS, seed: SEED, ...(sheets !== undefined && { sheets }) });
  const workloads: Workload[] = [];
  await rvtoolsProvider.file?.read({
    path,
    fileName: 'export.xlsx',
    sourceId: 'src-1',
    observedAt: `${AS_OF}T08:00:00.000Z`,
    onItem(items) {
      for (const item of items) {
        if (item.type !== 'workload') continue;
        const { kind, identity, facts } = item.observation;
        const os = facts.os === undefined ? {} : { os: resolveGuestOs(facts.os, catalog) };
        const id = `wl-${workloads.length.toString(16).padStart(16, '0')}`;
        workloads.push({
          id,
          kind,
          identity,
          facts: { ...facts, ...os },
          observations: [],
          provenance: {},
          conflicts: [],
        });
      }
    },
    onIssue: () => undefined,
  });
  return assessEstate(workloads, createAssessor({ catalog, asOf: AS_OF }));
}

const count = (value: number): string => value.toLocaleString('en-US');

function table(vInfo: AssessmentSummary, all: AssessmentSummary): string {
  const line = (of: string, before: number, after: number): string => `| ${of} | ${count(before)} | ${count(after)} |`;
  return [
    `${count(VMS)} machines of one vCenter, ${RULES.length} rules, ${TARGETS.length} targets, as of ${AS_OF}:`,
    '',
    '| | vInfo alone | all sheets |',
    '|---|---:|---:|',
    line('machines judged', vInfo.assessed, all.assessed),
    line('verdicts: pass', vInfo.verdicts.pass, all.verdicts.pass),
    line('verdicts: fail', vInfo.verdicts.fail, all.verdicts.fail),
    line('verdicts: unknown', vInfo.verdicts.unknown, all.verdicts.unknown),
    ...TARGETS.flatMap(({ id, title }) => {
      const [before, after] = [vInfo.targets[id], all.targets[id]];
      if (before === undefined || after === undefined) return [];
      return [
        line(`${title}: ready`, before.ready, after.ready),
        line(`${title}: conditional`, before.conditional, after.conditional),
        line(`${title}: not ready`, before['not-ready'], after['not-ready']),
        line(`${title}: unknown`, before.unknown, after.unknown),
      ];
    }),
  ].join('\n');
}

try {
  const text = await readFile(DOC, 'utf8');
  const [head, rest] = text.split(BEGIN);
  const tail = rest?.split(END)[1];
  if (head === undefined || tail === undefined) throw new Error(`${DOC.pathname} has no place for the table`);
  const made = table(await judged(['vInfo']), await judged(undefined));
  await writeFile(DOC, `${head}${BEGIN}\n${made}\n${END}${tail}`);
} finally {
  await rm(folder, { recursive: true, force: true });
}
