/** Reads saved answers of Azure: `az graph query`, `az vm list -d`, `az resource list` and the like, in any order. */

import { IsthmusError } from '../../core/errors/errors.ts';
import { failure } from '../../core/errors/registry.ts';
import { openDocuments } from '../../formats/documents.ts';
import type { OpenedDocuments } from '../../formats/documents.ts';
import { parseJson } from '../../formats/json.ts';
import { DEFAULT_LIMITS } from '../../formats/limits.ts';
import { ImportRun } from '../import-run.ts';
import { byText } from '../import-values.ts';
import type { FileImportRequest, InventoryItem, Receipt } from '../provider.ts';
import { reportCounts } from './counts.ts';
import { Describer } from './describe.ts';
import { readAnswer } from './documents.ts';
import { isObject } from './json.ts';
import { lacksPowerState } from './machines.ts';
import { READ_TYPES, typeOfName } from './resource-types.ts';
import { resourceOf } from './resource.ts';
import type { Resource } from './resource.ts';
import type { QueriedTypes } from './resource-types.ts';

export const KIND = 'azure';
/** Above what a page of Resource Graph or the list of a large tenant holds. */
const MAX_BYTES = 256 * 1024 ** 2;
const READING_SHARE = 0.7;

/** Everything the documents hold, each resource once. */
interface Gathered {
  readonly byType: Map<string, Map<string, Resource>>;
  readonly incomplete: {
    readonly name: string;
    readonly why: string;
    readonly total?: number;
    readonly types: readonly string[];
  }[];
  sizes: number;
}

/** Throws IST-1001, IST-1002, IST-1005 to IST-1007, IST-1014, IST-1015, IST-1017, IST-1018 and the signal's reason. */
export async function readSaved(request: FileImportRequest): Promise<Receipt> {
  const { path, fileName, sourceId, observedAt, signal } = request;
  await using opened = await openDocuments(path, fileName, {
    wanted: (name) => /\.(json|txt)$/i.test(name),
    what: 'the JSON that az graph query writes',
    maxBytes: MAX_BYTES,
    limits: DEFAULT_LIMITS,
    signal,
  });
  const run = new ImportRun(request);
  const describer = new Describer({ sourceId, observedAt });
  const gathered = await gather(opened, describer, run, fileName, signal);
  await handOver(gathered, describer, run, signal);
  reportParts(gathered, describer, run);
  return run.finish(KIND, opened, { producer: 'Azure' });
}

async function gather(
  { documents, alone }: OpenedDocuments,
  describer: Describer,
  run: ImportRun,
  fileName: string,
  signal: AbortSignal | undefined,
): Promise<Gathered> {
  const gathered: Gathered = { byType: new Map(), incomplete: [], sizes: 0 };
  let refusal: unknown;
  let answers = 0;
  for (const [index, document] of documents.entries()) {
    signal?.throwIfAborted();
    run.progress((index / documents.length) * READING_SHARE, `reading ${document.name}`);
    try {
      const saved = readAnswer(parseJson(await document.text(signal), document.name));
      if (saved === undefined) throw failure('IST-1017', `${document.name} is no list of Azure resources`);
      answers += 1;
      for (const size of saved.sizes) if (describer.lookup.sizes.add(size)) gathered.sizes += 1;
      for (const resource of saved.resources) keep(gathered, resource);
      const types = [...new Set(saved.resources.map(({ type }) => type))];
      if (saved.incomplete !== undefined) gathered.incomplete.push({ name: document.name, ...saved.incomplete, types });
      if (saved.strange > 0) reportStrange(document.name, saved.strange, run);
    } catch (error) {
      if (!(error instanceof IsthmusError) || alone) throw error;
      refusal ??= error;
      reportRefused(document.name, error, run);
    }
  }
  if (answers === 0) throw refusal ?? failure('IST-1017', `${fileName} holds no list of Azure resources`);
  return gathered;
}

/** The same resource in two answers is one: what the first leaves open, the second adds. */
function keep({ byType }: Gathered, resource: Resource): void {
  const known = byType.get(resource.type) ?? new Map<string, Resource>();
  byType.set(resource.type, known);
  const first = known.get(resource.key);
  known.set(resource.key, first === undefined ? resource : (resourceOf(merged(first.row, resource.row, 0)) ?? first));
}

function merged(first: unknown, second: unknown, depth: number): unknown {
  if (first === undefined || first === null) return second;
  if (!isObject(first) || !isObject(second) || depth > 2) return first;
  const both: Record<string, unknown> = { ...second };
  for (const key of Object.keys(first)) both[key] = merged(first[key], second[key], depth + 1);
  return both;
}

async function handOver(
  gathered: Gathered,
  describer: Describer,
  run: ImportRun,
  signal: AbortSignal | undefined,
): Promise<void> {
  const hand = async (item: InventoryItem, where: string): Promise<void> => {
    if (item.type === 'workload') await run.workload(item.observation, where);
    else if (item.type !== 'dependency') await run.entity(item);
  };
  run.progress(READING_SHARE, 'joining resources');
  for (const { types } of READ_TYPES) {
    for (const { type } of types) {
      const resources = [...(gathered.byType.get(type)?.values() ?? [])].sort((a, b) => byText(a.key, b.key));
      for (const resource of resources) {
        signal?.throwIfAborted();
        for (const item of describer.describe(resource)) await hand(item, resource.key);
      }
    }
  }
  for (const item of describer.finish()) await hand(item, 'clusters');
}

function reportParts(gathered: Gathered, describer: Describer, run: ImportRun): void {
  const others: [string, number][] = [];
  for (const [type, resources] of [...gathered.byType].sort(([a], [b]) => byText(a, b))) {
    const read = describer.knows(type);
    run.parts.push({ name: type, rows: resources.size, handling: read ? 'read' : 'ignored' });
    if (!read) others.push([type, resources.size]);
  }
  if (gathered.sizes > 0) run.parts.push({ name: 'sizes of virtual machines', rows: gathered.sizes, handling: 'read' });
  if (others.length > 0) reportOthers(others, run);
  reportIncomplete(gathered, run);
  reportMissing(gathered, run);
  reportCounts(describer, (issue) => run.issue(issue));
}

function reportOthers(others: readonly (readonly [string, number])[], run: ImportRun): void {
  const shown = others.toSorted(([a, x], [b, y]) => y - x || byText(a, b)).slice(0, 8);
  const total = others.reduce((sum, [, count]) => sum + count, 0);
  const more = others.length - shown.length;
  run.issue({
    severity: 'info',
    code: 'TYPES_NOT_READ',
    where: 'file',
    message: `${total} resources of other types are not read: ${shown.map(([type, count]) => `${count} × ${type.slice(0, 100)}`).join(', ')}${more > 0 ? ` and ${more} types more` : ''}`,
    fix: 'Nothing is lost: only machines, clusters, and what they use are read.',
  });
}

/** A page alone is no inventory: what is not in it would look as if it were gone. */
function reportIncomplete({ incomplete, byType }: Gathered, run: ImportRun): void {
  for (const { name, why, total, types } of incomplete) {
    // A page need not hold every type its query asks for.
    const asked = new Set([...types, ...READ_TYPES.flatMap((query) => namesIf(query, types))]);
    const known = [...asked].reduce((sum, type) => sum + (byType.get(type)?.size ?? 0), 0);
    if (total !== undefined && known >= total) continue;
    run.issue({
      severity: 'error',
      code: 'INCOMPLETE_PAGE',
      where: name,
      message: `${name} is only a part of the answer: ${why}`,
      fix: 'Save all pages (az graph query --first 1000 --skip-token <token>, each into its own file) and import the folder.',
      incomplete: true,
    });
    run.miss(`further pages of ${name}`, `What stands on them is not in the estate (${why}).`, []);
  }
}

function namesIf(query: QueriedTypes, types: readonly string[]): readonly string[] {
  const names = query.types.map(({ type }) => type);
  return names.some((name) => types.includes(name)) ? names : [];
}

function reportMissing({ byType, sizes }: Gathered, run: ImportRun): void {
  const machines = byType.get('microsoft.compute/virtualmachines');
  if (machines === undefined) return;
  for (const type of ['microsoft.network/networkinterfaces', 'microsoft.compute/disks']) {
    const spec = typeOfName(type);
    if (spec !== undefined && byType.get(type) === undefined) run.miss(type, spec.cost, spec.facts);
  }
  if (sizes === 0) {
    run.miss(
      'sizes of virtual machines (az vm list-skus --resource-type virtualMachines -o json)',
      'Processors, memory and GPUs stay unknown: a machine names its size only.',
      ['cpuCount', 'memoryMiB', 'gpus'],
    );
  }
  const stateless = [...machines.values()].filter((one) => lacksPowerState(one)).length;
  if (stateless > 0) {
    run.miss(
      'instance views (az graph query, or az vm list -d)',
      `Whether ${stateless} machines run, and what runs in them, stays unknown.`,
      ['powerState', 'os.reportedAs', 'firmware', 'generation'],
    );
  }
}

function reportStrange(name: string, rows: number, run: ImportRun): void {
  run.issue({
    severity: 'error',
    code: 'NOT_A_RESOURCE',
    where: name,
    message: `${rows} rows of ${name} carry no resource id and were left out`,
    fix: 'Let the query return id, name, type, location, tags and properties: isthmus collect azure prints the queries.',
    skipped: true,
    incomplete: true,
  });
}

function reportRefused(name: string, error: IsthmusError, run: ImportRun): void {
  run.parts.push({ name, rows: 0, handling: 'ignored' });
  run.issue({
    severity: 'error',
    code: 'FILE_NOT_READ',
    where: name,
    message: `${error.message}; it was left out`,
    fix: error.hint,
    skipped: true,
    incomplete: true,
  });
}
