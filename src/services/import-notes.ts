/** What is odd about an import only in view of the estate it becomes part of. */

import type { Queryable } from '../store/store.ts';
import type { Source } from '../core/model/estate.ts';
import type { ImportIssue, Receipt } from '../providers/provider.ts';
import { sourcesOfScopes } from '../store/observations.ts';
import { latestImport, readIssues } from '../store/sources.ts';

const UNKNOWN_END = 'DEPENDENCY_END_UNKNOWN';

/**
 * Exports of one vCenter under different names are different sources: what the former one says stays, machines that
 * were deleted since included.
 */
export async function sameVcenterIssues(
  connection: Queryable,
  source: Source,
  scopes: ReadonlySet<string>,
): Promise<readonly ImportIssue[]> {
  const others = await sourcesOfScopes(connection, source, [...scopes].sort());
  return others.map(({ name, scope, workloads }) => ({
    severity: 'warning',
    code: 'SAME_VCENTER',
    where: 'file',
    message:
      `Source "${name}" is the same vCenter (${scope}). What it lists (${workloads} ` +
      `${workloads === 1 ? 'machine' : 'machines'}) stays in the estate, also machines that were deleted since.`,
    fix: `When this file is a newer export, import it with --name ${quoted(name)}: it then replaces the former one.`,
    skipped: false,
  }));
}

/** As a shell takes it as one word. */
const quoted = (name: string): string => (/^[\w.-]+$/.test(name) ? name : `"${name}"`);

export function unknownEndIssues(count: number): readonly ImportIssue[] {
  if (count === 0) return [];
  const what = count === 1 ? '1 dependency names' : `${count} dependencies name`;
  return [
    {
      severity: 'warning',
      code: UNKNOWN_END,
      where: 'dependencies',
      message: `${what} a machine that no source lists, or one whose name several share: kept as what lies outside the estate.`,
      fix: 'Import the source that lists the machine; the dependency then counts.',
      skipped: true,
    },
  ];
}

/** A file that says nothing new is not looked at again: what was left out of it the last time still is. */
export async function earlierUnknownEnds(connection: Queryable, sourceId: string): Promise<readonly ImportIssue[]> {
  const before = await latestImport(connection, sourceId);
  if (before === undefined) return [];
  // Issues found against the estate come before those of the file.
  const { items } = await readIssues<ImportIssue>(connection, before.id, 0, 50);
  return items.map(({ issue }) => issue).filter(({ code }) => code === UNKNOWN_END);
}

/** The provider counted its own issues only. */
export function receiptWith(receipt: Receipt, issues: readonly ImportIssue[]): Receipt {
  const issueCounts = { ...receipt.issueCounts };
  for (const { severity } of issues) issueCounts[severity] += 1;
  return { ...receipt, issueCounts };
}
