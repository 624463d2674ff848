/** Which workload a person means, in the form that outlives its id. */

import { failure } from '../core/errors/registry.ts';
import { IsthmusError } from '../core/errors/errors.ts';
import { subjectOf } from '../core/model/identity-decisions.ts';
import type { Subject } from '../core/model/identity-decisions.ts';
import type { IdentityRow } from '../core/model/identity-row.ts';
import type { Workload } from '../core/model/workload.ts';
import { keysOfWorkload, readGone, rowOfKey, rowsOfWorkload, workloadsOfKeys } from '../store/corrections.ts';
import type { Queryable } from '../store/store.ts';
import type { ServiceContext } from './context.ts';
import { findWorkload } from './get-workload.ts';

export interface FoundSubject {
  readonly subject: Subject;
  /** No source lists it now. */
  readonly gone: boolean;
}

/**
 * By id or name of a workload, by the id of one that is gone, or by the key of one observation
 * ("source|scope|native id"). Throws IST-2101, IST-2103, IST-2104.
 */
export async function findSubject(context: ServiceContext, db: Queryable, what: string): Promise<FoundSubject> {
  const observation = what.includes('|') ? await rowOfKey(db, what) : undefined;
  if (observation !== undefined) {
    const of = (await workloadsOfKeys(db, [what])).get(what);
    return { subject: subjectOf(of ?? '', observation.name, [observation]), gone: false };
  }
  try {
    const { workload } = await findWorkload(context, what);
    const rows = [...(await rowsOfWorkload(db, workload.id))].sort(byStandingIn(workload));
    return { subject: subjectOf(workload.id, workload.facts.name, rows), gone: false };
  } catch (error) {
    if (!(error instanceof IsthmusError) || error.code !== 'IST-2103') throw error;
    const gone = await readGone(db, what);
    if (gone === undefined) throw error;
    return { subject: { ...subjectOfGone(gone), keys: await keysOfWorkload(db, gone.id) }, gone: true };
  }
}

/** Of a workload that no source lists: what was known of it when it went. */
export function subjectOfGone(workload: Workload): Subject {
  const { id, kind, identity, facts } = workload;
  const row: IdentityRow = { key: '', sourceId: '', nativeId: '', kind, ...identity };
  return { ...subjectOf(id, facts.name, [row]), keys: [] };
}

/** In the order in which the workload believes them. */
function byStandingIn(workload: Workload): (a: IdentityRow, b: IdentityRow) => number {
  const place = ({ sourceId, nativeId }: IdentityRow): number =>
    workload.observations.findIndex((seen) => seen.sourceId === sourceId && seen.nativeId === nativeId);
  return (a, b) => place(a) - place(b) || (a.key < b.key ? -1 : 1);
}

/** Throws IST-2230 for two that cannot be decided about. */
export function checkPair(a: FoundSubject, b: FoundSubject): void {
  const name = ({ subject }: FoundSubject): string => subject.name ?? subject.workloadId;
  if (a.gone && b.gone) throw failure('IST-2230', `neither ${name(a)} nor ${name(b)} is listed by a source any more`);
  if (a.subject.kind !== b.subject.kind)
    throw failure('IST-2230', `${name(a)} is of kind ${a.subject.kind} and ${name(b)} of kind ${b.subject.kind}`);
  if (a.subject.keys.some((key) => b.subject.keys.includes(key)))
    throw failure('IST-2230', `${name(a)} and ${name(b)} are one workload; name two, or two of its observations`);
}
