/** What people know better than the sources (D8): whose word counts for a fact, and which machines are one. */

import { failure } from '../core/errors/registry.ts';
import type { GenerationInfo } from '../core/model/estate.ts';
import { sameSubject } from '../core/model/identity-decisions.ts';
import type { Subject } from '../core/model/identity-decisions.ts';
import { subjectSigns } from '../core/model/identity-signs.ts';
import type { FactKey } from '../core/model/workload.ts';
import {
  moveObservations,
  readCorrections,
  removeCorrections,
  saveCorrection,
  statesFact,
  workloadsOfKeys,
} from '../store/corrections.ts';
import type { StoredCorrection, StoredDecision } from '../store/corrections.ts';
import { readSources } from '../store/sources.ts';
import type { Queryable } from '../store/store.ts';
import { noteFormerIds, noteWorkloads } from '../store/touches.ts';
import { newId } from './context.ts';
import type { ServiceContext } from './context.ts';
import { settleIds } from './correction-ids.ts';
import { correctionRules } from './correction-rules.ts';
import { checkPair, findSubject } from './correction-subject.ts';
import { lockEstate, rebuildEstate } from './rebuild-estate.ts';
import { findSource } from './sources.ts';

export interface Correction {
  readonly id: string;
  readonly kind: StoredCorrection['kind'];
  /** Of 'prefer': the fact, and the source whose word counts. */
  readonly fact?: FactKey;
  readonly source?: { readonly id: string; readonly name: string };
  /** Of 'prefer' the one workload, or none when it is for all; of 'join' and 'apart' the two. */
  readonly workloads: readonly CorrectedWorkload[];
  readonly reason: string;
  readonly actor: string;
  readonly createdAt: string;
}

export interface CorrectedWorkload {
  /** As it is now; when no source lists it any more, as it was then. */
  readonly id: string;
  readonly name: string | null;
  readonly listed: boolean;
}

export interface CorrectionMade {
  readonly correction: Correction;
  readonly generation: GenerationInfo;
  /** False: the estate is as it was; it will matter when sources say otherwise. */
  readonly changed: boolean;
  /** Of two that are one now: the id under which they go on. */
  readonly keptId?: string;
}

/** The newest first. */
export async function listCorrections(context: ServiceContext): Promise<readonly Correction[]> {
  return describe(context.store, [...(await readCorrections(context.store))].reverse());
}

/**
 * For this fact the word of this source counts, where it has one: of one workload, or of all. It takes the place of
 * what was preferred before. Throws IST-2222 for the source, IST-2103 and IST-2104 for the workload, IST-2230 when the
 * source states no such fact.
 */
export function preferSource(
  context: ServiceContext,
  request: { readonly fact: string; readonly source: string; readonly workload?: string; readonly reason: string },
): Promise<CorrectionMade> {
  return changing(context, async (connection) => {
    const source = await findSource(context, request.source);
    // "os.version" is part of what is said, and believed, as one.
    const fact = request.fact.split('.')[0] ?? '';
    const found = request.workload === undefined ? undefined : await findSubject(context, connection, request.workload);
    if (!(await statesFact(connection, source.id, fact, found?.subject.keys)))
      throw failure(
        'IST-2230',
        `${source.name} states no fact "${fact}"${found === undefined ? '' : ` of ${found.subject.name ?? request.workload}`}`,
      );
    const subjects: readonly [] | readonly [Subject] = found === undefined ? [] : [found.subject];
    const replaced = (await readCorrections(connection)).filter(
      (each) =>
        each.kind === 'prefer' &&
        each.fact === fact &&
        (subjects[0] === undefined
          ? each.subjects.length === 0
          : each.subjects[0] !== undefined && sameSubject(each.subjects[0], subjects[0])),
    );
    const correction: StoredCorrection = {
      ...made(context, request.reason),
      kind: 'prefer',
      fact: fact as FactKey,
      sourceId: source.id,
      subjects,
    };
    const what = found === undefined ? '' : ` of ${found.subject.name ?? found.subject.workloadId}`;
    return { correction, replaced, reason: `correction: ${fact}${what} from ${source.name}` };
  });
}

/**
 * These two are one machine, whatever their signs say. They go on under the id of the one that the estate had first;
 * of two that came together, that of the better source, else of the first one named. One of them may be a workload that no source lists any more: the
 * other then goes on under its id. Each is a workload's id or name, or the key of one observation.
 * Throws IST-2103, IST-2104, IST-2230.
 */
export function joinWorkloads(
  context: ServiceContext,
  request: { readonly workloads: readonly [string, string]; readonly reason: string },
): Promise<CorrectionMade> {
  return deciding(context, 'join', request);
}

/**
 * These two are not one machine, whatever their signs say. To part what was joined wrongly, name two observations of the
 * workload by their keys. Throws IST-2103, IST-2104, IST-2230.
 */
export function keepApart(
  context: ServiceContext,
  request: { readonly workloads: readonly [string, string]; readonly reason: string },
): Promise<CorrectionMade> {
  return deciding(context, 'apart', request);
}

/** Sources are believed again as before. Throws IST-2232. */
export function deleteCorrection(context: ServiceContext, id: string): Promise<CorrectionMade> {
  return changing(context, async (connection) => {
    const correction = (await readCorrections(connection)).find((each) => each.id === id);
    if (correction === undefined) throw failure('IST-2232', `there is no correction ${id}`);
    return { correction, replaced: [correction], remove: true, reason: `correction ${id} taken back` };
  });
}

function deciding(
  context: ServiceContext,
  kind: StoredDecision['kind'],
  request: { readonly workloads: readonly [string, string]; readonly reason: string },
): Promise<CorrectionMade> {
  return changing(context, async (connection) => {
    const [a, b] = [
      await findSubject(context, connection, request.workloads[0]),
      await findSubject(context, connection, request.workloads[1]),
    ];
    checkPair(a, b);
    const subjects = [a.subject, b.subject] as const;
    const replaced = (await readCorrections(connection)).filter(
      (each) => each.kind !== 'prefer' && samePair(each.subjects, subjects),
    );
    const [gone, returned] = a.gone ? [a, b] : [b, a];
    if (kind === 'join' && gone.gone) {
      // It goes on under its old id, so that its history does.
      await noteFormerIds(connection, [returned.subject.workloadId]);
      await moveObservations(connection, returned.subject.keys, gone.subject.workloadId);
    }
    const [first, second] = subjects.map(({ name, workloadId }) => name ?? workloadId);
    const correction: StoredCorrection = { ...made(context, request.reason), kind, subjects };
    const is = kind === 'join' ? 'are one' : 'are two';
    return { correction, replaced, reason: `correction: ${first} and ${second} ${is}` };
  });
}

function samePair(a: readonly [Subject, Subject], b: readonly [Subject, Subject]): boolean {
  return (sameSubject(a[0], b[0]) && sameSubject(a[1], b[1])) || (sameSubject(a[0], b[1]) && sameSubject(a[1], b[0]));
}

const made = (context: ServiceContext, reason: string) => ({
  id: newId('cor'),
  reason: reason.trim(),
  actor: context.actor,
  createdAt: context.clock(),
});

interface Change {
  readonly correction: StoredCorrection;
  readonly replaced: readonly StoredCorrection[];
  readonly remove?: boolean;
  /** As the list of generations shows it. */
  readonly reason: string;
}

/** One transaction: the correction and the estate made with it, or neither. */
function changing(context: ServiceContext, work: (connection: Queryable) => Promise<Change>): Promise<CorrectionMade> {
  return context.store.transaction(async (connection) => {
    await lockEstate(connection);
    const { correction, replaced, remove, reason } = await work(connection);
    await settle(connection, correction, replaced, remove === true);
    await removeCorrections(
      connection,
      replaced.map(({ id }) => id),
    );
    if (remove !== true) await saveCorrection(connection, correction);
    for (const { subjects } of [correction, ...replaced]) {
      const touched = subjects.flatMap((subject: Subject) => {
        const keys = subject.keys.length === 0 ? [''] : subject.keys;
        return keys.map((key) => [key, subjectSigns(subject)] as const);
      });
      await noteWorkloads(connection, '', touched);
    }
    const { generation, changed } = await rebuildEstate(context, connection, reason, { changes: [] });
    const [described] = await describe(connection, [correction]);
    if (described === undefined) throw new TypeError('one correction was made');
    const [one, other] = described.workloads;
    const joined = correction.kind === 'join' && remove !== true && one !== undefined && one.id === other?.id;
    return { correction: described, generation, changed, ...(joined && { keptId: one.id }) };
  });
}

/** Ids as they will be once the correction is in force, or, when `remove`, no more. */
async function settle(
  connection: Queryable,
  correction: StoredCorrection,
  replaced: readonly StoredCorrection[],
  remove: boolean,
): Promise<void> {
  if (correction.kind === 'prefer') return;
  const gone = new Set(replaced.map(({ id }) => id));
  const stored = (await readCorrections(connection)).filter(({ id }) => !gone.has(id));
  const { decisions } = correctionRules(remove ? stored : [...stored, correction], new Map());
  // The one that joined them knows the ids they had before.
  const before = replaced.find((each) => each.kind === 'join');
  const { subjects } = before?.kind === 'join' ? before : correction;
  await settleIds(connection, subjects, decisions, remove || correction.kind === 'apart');
}

async function describe(db: Queryable, stored: readonly StoredCorrection[]): Promise<readonly Correction[]> {
  const sources = await readSources(db);
  const keys = stored.flatMap(({ subjects }) => subjects.flatMap((subject: Subject) => subject.keys));
  const now = await workloadsOfKeys(db, keys);
  return stored.map((each) => ({
    id: each.id,
    kind: each.kind,
    ...(each.kind === 'prefer' && {
      fact: each.fact,
      source: { id: each.sourceId, name: sources.get(each.sourceId)?.name ?? each.sourceId },
    }),
    workloads: each.subjects.map(({ workloadId, name, keys }: Subject) => {
      const current = keys.map((key) => now.get(key)).find((id) => id !== undefined);
      return { id: current ?? workloadId, name: name ?? null, listed: current !== undefined };
    }),
    reason: each.reason,
    actor: each.actor,
    createdAt: each.createdAt.toISOString(),
  }));
}
