/** What people said workloads mean: tags in common spellings, the rules of the sites file in force, single fixes. */

import { digestOf } from '../core/evidence/digest.ts';
import type { Workload } from '../core/model/workload.ts';
import { HandWords } from '../core/applications/by-hand.ts';
import { foldFixes } from '../core/applications/fixes.ts';
import { HandClasses } from '../core/applications/hand-classes.ts';
import { classifier } from '../core/policy/classify.ts';
import { parseSites } from '../core/policy/parse-sites.ts';
import { readFixes } from '../store/applications.ts';
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
  const classify = classifier(rules, { asOf, tagKeys });
  // What people say of single workloads is not in the digest: a fix touches those it is about, and only those.
  const fixes = await readFixes(db);
  const byHand = new HandWords(foldFixes(fixes));
  const classes = new HandClasses(fixes);
  return {
    classify: (workload) => classes.apply(byHand.apply(classify(workload))),
    digest: digestOf({ rules, tagKeys: tagKeys ?? null }),
  };
}
