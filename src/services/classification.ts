/** What people said workloads mean: the rules of the sites file in force, ready to apply to merged workloads. */

import { digestOf } from '../core/evidence/digest.ts';
import type { Workload } from '../core/model/workload.ts';
import { readDocument, SITES_DOCUMENT } from '../store/documents.ts';
import type { Queryable } from '../store/store.ts';

export interface AppliedClassification {
  readonly classify: (workload: Workload) => Workload;
  /** Changes when the rules do: the estate is then another. */
  readonly digest: string;
}

export async function readClassification(db: Queryable): Promise<AppliedClassification> {
  const document = await readDocument(db, SITES_DOCUMENT);
  if (document === undefined) return { classify: (workload) => workload, digest: digestOf([]) };
  return { classify: (workload) => workload, digest: digestOf([]) };
}
