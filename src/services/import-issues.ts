/** Data-quality findings, kept with the import they are of. */

import type { ImportIssue } from '../providers/provider.ts';
import { bulkWriter } from '../store/bulk.ts';
import type { Queryable } from '../store/store.ts';

/** Issues given back with an answer; all of them are kept and listed page by page. */
export const ISSUES_IN_ANSWER = 50;

export async function saveIssues(
  connection: Queryable,
  importId: string,
  issues: readonly ImportIssue[],
): Promise<void> {
  const writer = bulkWriter(connection, 'import_issues', ['import_id', 'seq', 'doc']);
  for (const [index, issue] of issues.entries()) await writer.add([importId, index + 1, JSON.stringify(issue)]);
  await writer.flush();
}
