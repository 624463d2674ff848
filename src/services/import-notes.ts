/** What is odd about an import only in view of the estate it becomes part of. */

import type { Queryable } from '../store/store.ts';
import type { Source } from '../core/model/estate.ts';
import type { ImportIssue, Receipt } from '../providers/provider.ts';
import { sourcesOfScopes } from '../store/observations.ts';
import { latestImport, readIssues } from '../store/sources.ts';

const UNKNOWN_END = 'DEPENDENCY_END_UNKNOWN';

const NAMED = 5;

/**
 * Exports of one platform under different names are different sources: what the former ones say stays, machines that
 * were deleted since included. Said once, however many there are.
 */
export async function samePlatformIssues(
  connection: Queryable,
  source: Source,
  scopes: ReadonlySet<string>,
): Promise<readonly ImportIssue[]> {
  const others = await sourcesOfScopes(connection, source, [...scopes].sort());
  const machines = new Map<string, number>();
  for (const { name, workloads } of others) machines.set(name, (machines.get(name) ?? 0) + workloads);
  const [newest] = machines.keys();
  if (newest === undefined) return [];
  const listed = [...machines].map(([name, count]) => `"${name}" (${count} ${count === 1 ? 'machine' : 'machines'})`);
  const named = listed.slice(0, NAMED).join(', ');
  const rest = listed.length > NAMED ? ` and ${listed.length - NAMED} more` : '';
  const one = machines.size === 1;
  return [
    {
      severity: 'warning',
      code: 'SAME_PLATFORM',
      where: 'file',
      message:
        `${one ? 'Another source is' : `${machines.size} other sources are`} of the same platform: ${named}${rest}. ` +
        `What ${one ? 'it lists' : 'they list'} stays in the estate, also machines that were deleted since.`,
      fix: `When this file is a newer export, import it with ${one ? `--name ${quoted(newest)}` : '--name and the name of the one'}: it then replaces the former one.`,
      skipped: false,
    },
  ];
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
