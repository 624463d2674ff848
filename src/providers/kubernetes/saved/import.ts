/** Objects that "kubectl get … -o json" saved, read like those of a live cluster, without asking anybody. */

import { parseAllDocuments } from 'yaml';
import { failure } from '../../../core/errors/registry.ts';
import { openDocuments } from '../../../formats/documents.ts';
import type { TextDocument } from '../../../formats/documents.ts';
import { parseJson } from '../../../formats/json.ts';
import { DEFAULT_LIMITS } from '../../../formats/limits.ts';
import { ImportRun } from '../../import-run.ts';
import type { FileImportRequest, Receipt } from '../../provider.ts';
import { sceneFacts } from '../cluster-identity.ts';
import { inventoryItems } from '../inventory-items.ts';
import { Issues } from '../issues.ts';
import { Objects } from '../objects.ts';
import { RESOURCES } from '../resources.ts';
import { objectsIn, Sorted } from './sort.ts';

const MAX_DOCUMENT_BYTES = 256 * 1024 ** 2;
/** YAML takes much more memory to read than JSON of the same size. */
const MAX_YAML_BYTES = 32 * 1024 ** 2;
const READING = 0.7;

/** Throws IST-1001, IST-1002, IST-1015 and IST-1018 for the file. Everything about single objects is an issue. */
export async function importSaved(request: FileImportRequest): Promise<Receipt> {
  const { path, fileName, signal } = request;
  await using opened = await openDocuments(path, fileName, {
    wanted: (name) => /\.(?:json|ya?ml)$/i.test(name),
    what: '.json or .yaml files that kubectl saved',
    maxBytes: MAX_DOCUMENT_BYTES,
    limits: DEFAULT_LIMITS,
    signal,
  });
  const run = new ImportRun(request);
  const sorted = new Sorted(new Objects());
  for (const [index, document] of opened.documents.entries()) {
    signal?.throwIfAborted();
    run.progress((index / opened.documents.length) * READING, `reading ${document.name}`);
    await readDocument(document, sorted, run, signal);
  }
  if (sorted.total === 0) {
    throw failure('IST-1002', `${fileName} holds no Kubernetes objects`, {
      hint: 'Save them with: kubectl get nodes,pods,deployments,… --all-namespaces -o json > objects.json',
    });
  }
  sorted.cover();
  await handOver(request, run, sorted);
  run.parts.push(...sorted.parts());
  for (const resource of RESOURCES) {
    // What only some clusters have is not missing where nothing tells of it.
    if (sorted.objects.coverage(resource.name) === 'none' && (resource.group === '' || resource.group === 'apps')) {
      run.miss(`objects of kind ${resource.kind}`, resource.cost, resource.facts);
    }
  }
  return run.finish('kubernetes', opened);
}

async function handOver(request: FileImportRequest, run: ImportRun, sorted: Sorted): Promise<void> {
  const { objects } = sorted;
  const issues = new Issues((issue) => run.issue(issue, issue.where));
  const { platform, scope, clusterName } = sceneFacts(objects);
  const items = inventoryItems({
    sourceId: request.sourceId,
    observedAt: request.observedAt,
    platform,
    clusterName: clusterName ?? request.fileName.replace(/\.[a-z]+$/i, ''),
    ...(scope !== undefined && { scope }),
    systemNamespaces: false,
    objects,
    issues,
  });
  let done = 0;
  for (const item of items.values()) {
    if (item.type === 'workload') await run.workload(item.observation, item.observation.facts.name ?? 'object');
    else if (item.type !== 'dependency') await run.entity(item);
    done += 1;
    run.progress(READING + (1 - READING) * (done / items.size), 'handing over');
  }
  issues.finish();
}

/** A damaged document is told and left out when others are there; alone, it is refused. */
async function readDocument(
  document: TextDocument,
  sorted: Sorted,
  run: ImportRun,
  signal: AbortSignal | undefined,
): Promise<void> {
  const text = await document.text(signal);
  for (const value of parsed(text, document.name)) {
    for (const object of objectsIn(value)) {
      if (sorted.add(object)) continue;
      run.issue({
        severity: 'warning',
        code: 'OBJECT_WITHOUT_NAME',
        where: document.name,
        message: 'an object has no kind or no name; it was left out',
        fix: 'Save objects with: kubectl get … -o json',
        skipped: true,
      });
    }
  }
}

function parsed(text: string, name: string): readonly unknown[] {
  const start = text.trimStart();
  if (start.startsWith('{') || start.startsWith('[')) return [parseJson(text, name)];
  if (text.length > MAX_YAML_BYTES) {
    throw failure('IST-1018', `${name} is larger than ${MAX_YAML_BYTES} bytes of YAML; save it with -o json`);
  }
  const documents = parseAllDocuments(text, { logLevel: 'silent' });
  if (!Array.isArray(documents)) return [];
  return documents.map((document) => {
    // The parser's own message would quote the text, which may be secret.
    const at = document.errors[0]?.linePos?.[0].line;
    if (document.errors.length > 0)
      throw failure('IST-1015', `${name} is no valid YAML${at === undefined ? '' : ` (line ${at})`}`);
    return document.toJS({ maxAliasCount: 100 }) as unknown;
  });
}
