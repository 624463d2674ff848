/** What people said workloads mean: tags in common spellings, and the rules of the sites file in force. */

import { digestOf } from '../core/evidence/digest.ts';
import type { Workload } from '../core/model/workload.ts';
import { classifier } from '../core/policy/classify.ts';
import { parseSites } from '../core/policy/parse-sites.ts';
import { readDocument, SITES_DOCUMENT } from '../store/documents.ts';
import type { Queryable } from '../store/store.ts';

export interface AppliedClassification {
  readonly classify: (workload: Workload) => Workload;
  /** Changes when the rules do: the estate is then another. */
  readonly digest: string;
}

/** Throws IST-4001 to IST-4003 when the sites file in force no longer reads, and IST-2001 to IST-2005 for a filter in it. */
export async function readClassification(db: Queryable): Promise<AppliedClassification> {
  const document = await readDocument(db, SITES_DOCUMENT);
  const file = document && parseSites(document.content);
  const rules = file?.classify ?? [];
  const tagKeys = file?.tagKeys;
  // The rules are observed when their file was given, not when the estate is made from them.
  const asOf = (document?.createdAt ?? new Date(0)).toISOString();
  return { classify: classifier(rules, { asOf, tagKeys }), digest: digestOf({ rules, tagKeys: tagKeys ?? null }) };
}
