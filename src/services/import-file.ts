/** Reads a file that a platform's own tools export into the estate (D1). */

import path from 'node:path';
import { failure } from '../core/errors/registry.ts';
import type { Source } from '../core/model/estate.ts';
import type { ImportIssue, Provider } from '../providers/provider.ts';
import { clearMarks } from '../store/source-marks.ts';
import type { ServiceContext } from './context.ts';
import { judgeCounts } from './hold-judge.ts';
import { holdText } from '../core/model/hold-text.ts';
import { importSources, refuseLive } from './import-items.ts';
import type { Believe, ImportOutcome, ReadSources } from './import-items.ts';
import { sourceIdOf } from './source-id.ts';

export interface ImportFileRequest {
  /** Kind of a provider that reads files: "rvtools". */
  readonly providerKind: string;
  /** File or folder on this machine. */
  readonly path: string;
  /** Name the user knows it by. */
  readonly fileName: string;
  /** Name of the source; a later import under the same name replaces what this one said. Absent: the file's name. */
  readonly sourceName?: string;
  /** Believes the file also when it lists far fewer machines than the one before. */
  readonly force?: boolean;
}

/**
 * One transaction: either the whole file is in the estate or nothing changed. Throws IST-2109 for a kind that reads no
 * files, IST-2223 for the name of a live source, IST-2227 when the file lists far fewer machines than the one before, and
 * what the provider throws for the file (IST-1001 to IST-1014).
 */
export async function importFile(
  context: ServiceContext,
  request: ImportFileRequest,
  given?: readonly Provider[],
): Promise<ImportOutcome> {
  const providers = given ?? (await context.installation.providers()).providers;
  const provider = providers.find((candidate) => candidate.kind === request.providerKind);
  const importer = provider?.file;
  if (provider === undefined || importer === undefined) {
    const known = providers.filter(({ file }) => file !== undefined).map(({ kind }) => kind);
    throw failure('IST-2109', `"${request.providerKind}" reads no files; known are ${known.join(', ')}`);
  }
  const name = request.sourceName ?? path.parse(request.fileName).name;
  const observedAt = context.clock().toISOString();
  const source: Source = {
    id: sourceIdOf(provider.kind, name),
    name,
    providerKind: provider.kind,
    precedence: provider.precedence,
    observedAt,
  };
  // Asked again when the file is read: this only spares the reading.
  await refuseLive(context.store, source);
  const unread: ImportIssue[] = [];
  const read: ReadSources = async (open, progress) => {
    const sink = await open(source);
    const receipt = await importer.read({
      path: request.path,
      fileName: request.fileName,
      sourceId: source.id,
      observedAt,
      ...(context.signal !== undefined && { signal: context.signal }),
      onItem: (items) => sink.items(items),
      onIssue: (issue) => {
        if (issue.incomplete === true) unread.push(issue);
        sink.issue(issue);
      },
      onProgress: progress,
    });
    return [{ source, receipt }];
  };
  const believe: Believe = async (connection, [replaced]) => {
    if (replaced === undefined) return;
    if (request.force === true) return clearMarks(connection, source.id);
    const { before, changes, receipt } = replaced;
    refuseHalf(request.fileName, unread, changes.counts.removed);
    const judged = { before, changes, missing: receipt.missing };
    const found = await judgeCounts(connection, judged, context.installation.holdPercent);
    if (found === undefined) return;
    throw failure('IST-2227', holdText(request.fileName, { ...found, names: [] }), {
      hint: 'Nothing was changed. Check the export; when those machines are really gone, import it again with --force.',
    });
  };
  return importSources(context, `import ${provider.kind} ${request.fileName}`, read, believe);
}

/** Half a listing would say that what the other half held is gone. Throws IST-2227. */
function refuseHalf(fileName: string, unread: readonly ImportIssue[], removed: number): void {
  if (unread.length === 0 || removed === 0) return;
  const machines = removed === 1 ? '1 machine' : `${removed} machines`;
  throw failure('IST-2227', `a part of ${fileName} could not be read, and ${machines} would go with it`, {
    hint: 'Nothing was changed. Mend what is named, or import it with --force when those machines are really gone.',
    causes: unread.slice(0, 20).map(({ where, message }) => ({ where, message })),
  });
}
