/** What people know better of applications and dependencies (D10): each word is kept, and made part of the estate at once. */

import { HAND_SOURCE } from '../core/applications/by-hand.ts';
import { foldFixes, refOf } from '../core/applications/fixes.ts';
import type { EdgeRef, FixContent, WorkloadRef } from '../core/applications/fixes.ts';
import { failure } from '../core/errors/registry.ts';
import { NOISE_KINDS } from '../core/model/estate.ts';
import type { Application, Dependency, GenerationInfo, NoiseKind } from '../core/model/estate.ts';
import type { Workload } from '../core/model/workload.ts';
import { dependencyId } from '../core/model/generation.ts';
import { entityId } from '../core/model/ids.ts';
import { observationKeys, readApplication, readDependency, readFixes, saveFix } from '../store/applications.ts';
import type { Queryable } from '../store/store.ts';
import { noteWorkloads } from '../store/touches.ts';
import type { ServiceContext } from './context.ts';
import { requireGeneration } from './generations.ts';
import { findWorkload } from './get-workload.ts';
import { lockEstate, rebuildEstate } from './rebuild-estate.ts';

export interface FixOutcome {
  /** Of the application or dependency. */
  readonly id: string;
  readonly name: string;
  readonly generation: GenerationInfo;
  /** False when the estate was so already. */
  readonly changed: boolean;
  /** Workloads that were in another application, whoever said so, and are not any more. Absent: none. */
  readonly moved?: readonly MovedWorkload[];
}

export interface MovedWorkload {
  readonly id: string;
  readonly name: string;
  readonly from: { readonly id: string; readonly name: string };
}

const LONGEST_NAME = 100;
const LONGEST_REASON = 500;
const MOST_MEMBERS = 10_000;

const wrong = (message: string): Error => failure('IST-2250', message);

export function checkedName(name: string): string {
  const trimmed = name.trim();
  if (trimmed === '' || trimmed.length > LONGEST_NAME || /[\u0000-\u001f]/.test(trimmed))
    throw wrong(`an application needs a name of 1 to ${LONGEST_NAME} characters`);
  return trimmed;
}

export function checkedReason(reason: string | undefined, required: boolean): string {
  const trimmed = (reason ?? '').trim();
  if (required && trimmed === '') throw wrong('a reason is needed: others will ask for it');
  if (trimmed.length > LONGEST_REASON) throw wrong(`a reason has at most ${LONGEST_REASON} characters`);
  return trimmed;
}

/** By ids or unique names. Throws IST-2103 and IST-2104. */
async function workloadsOf(context: ServiceContext, workloads: readonly string[]): Promise<readonly Workload[]> {
  if (workloads.length > MOST_MEMBERS) throw wrong(`${workloads.length} workloads are more than ${MOST_MEMBERS}`);
  const found = new Map<string, Workload>();
  for (const each of workloads) {
    const { workload } = await findWorkload(context, each);
    found.set(workload.id, workload);
  }
  return [...found.values()];
}

const refsOf = async (context: ServiceContext, workloads: readonly string[]): Promise<readonly WorkloadRef[]> =>
  (await workloadsOf(context, workloads)).map(refOf);

/** Those that another application loses to this one. */
function movedTo(application: string, workloads: readonly Workload[]): Pick<FixOutcome, 'moved'> {
  const moved = workloads.flatMap(({ id, facts }): MovedWorkload[] => {
    const from = facts.application;
    if (from === undefined || entityId('app', from) === entityId('app', application)) return [];
    return [{ id, name: facts.name ?? id, from: { id: entityId('app', from), name: from } }];
  });
  return moved.length === 0 ? {} : { moved };
}

interface FixRequest {
  readonly content: FixContent;
  readonly reason: string;
  /** Shown in the list of generations. */
  readonly what: string;
  /** Workloads whose facts may change. */
  readonly touched?: readonly string[];
  /** True when workloads may change that nothing names: those that an earlier word took out. */
  readonly touchesFormer?: boolean;
}

/** Keeps the word and makes the estate with it, in one transaction: only the workloads it is about are merged again. */
export function applyFix(
  context: ServiceContext,
  request: FixRequest,
): Promise<{ generation: GenerationInfo; changed: boolean }> {
  return context.store.transaction(async (connection) => {
    await lockEstate(connection);
    await keep(context, connection, request);
    const keys = await observationKeys(connection, request.touched ?? [], request.touchesFormer === true);
    await noteWorkloads(
      connection,
      HAND_SOURCE,
      keys.map((key) => [key, []] as const),
    );
    return rebuildEstate(context, connection, request.what, { changes: [], said: request.content });
  });
}

/** Keeps the word without making the estate again: for what the estate does not show. */
export function keepFix(context: ServiceContext, request: FixRequest): Promise<void> {
  return context.store.transaction((connection) => keep(context, connection, request));
}

function keep(context: ServiceContext, connection: Queryable, { content, reason }: FixRequest): Promise<void> {
  return saveFix(connection, { content, reason, actor: context.actor, at: context.clock().toISOString() });
}

/** Throws IST-2101 and IST-2231. */
export async function requireApplication(
  context: ServiceContext,
  idOrName: string,
): Promise<{ readonly application: Application; readonly generation: number }> {
  const { number: generation } = await requireGeneration(context);
  const application = await readApplication(context.store, generation, idOrName);
  if (application === undefined)
    throw failure('IST-2231', `there is no application "${idOrName}" in generation ${generation}`);
  return { application, generation };
}

/** Says which workloads an application has: these and no others. Throws IST-2103, IST-2104, IST-2250. */
export async function putApplication(
  context: ServiceContext,
  request: {
    readonly name: string;
    readonly workloads: readonly string[];
    readonly reason?: string;
    readonly evidence?: string;
  },
): Promise<FixOutcome> {
  const name = checkedName(request.name);
  const reason = checkedReason(request.reason, false);
  if (request.workloads.length === 0) throw wrong('an application has at least one workload');
  const workloads = await workloadsOf(context, request.workloads);
  const members = workloads.map(refOf);
  const before = await readApplication(context.store, (await requireGeneration(context)).number, name);
  const { evidence } = request;
  const made = await applyFix(context, {
    content: { kind: 'application', name, members, ...(evidence !== undefined && { evidence }) },
    reason,
    what: `application ${name} put together by ${context.actor}`,
    touched: [...members.map(({ id }) => id), ...(before?.workloadIds ?? [])],
    touchesFormer: true,
  });
  return { id: entityId('app', name), name, ...made, ...movedTo(name, workloads) };
}

/** Adds and takes out workloads. Throws IST-2103, IST-2104, IST-2231, IST-2250. */
export async function changeMembers(
  context: ServiceContext,
  idOrName: string,
  change: {
    readonly add?: readonly string[];
    readonly remove?: readonly string[];
    readonly reason?: string;
    readonly evidence?: string;
  },
): Promise<FixOutcome> {
  const { application } = await requireApplication(context, idOrName);
  const reason = checkedReason(change.reason, false);
  const added = await workloadsOf(context, change.add ?? []);
  const [add, remove] = [added.map(refOf), await refsOf(context, change.remove ?? [])];
  if (add.length + remove.length === 0) throw wrong('name a workload to add or to remove');
  const twice = add.find(({ id }) => remove.some((each) => each.id === id));
  if (twice !== undefined) throw wrong(`${twice.name ?? twice.id} cannot be added and removed at once`);
  const stranger = remove.find(({ id }) => !application.workloadIds.includes(id));
  if (stranger !== undefined) throw wrong(`${stranger.name ?? stranger.id} is not in ${application.name}`);
  const { name } = application;
  const made = await applyFix(context, {
    content: {
      kind: 'members',
      name,
      add,
      remove,
      ...(change.evidence !== undefined && { evidence: change.evidence }),
    },
    reason,
    what: `members of application ${name} changed by ${context.actor}`,
    touched: [...add, ...remove].map(({ id }) => id),
  });
  return { id: application.id, name, ...made, ...movedTo(name, added) };
}

/** Takes back all that people said of an application's members: what sources state holds again. Throws IST-2231. */
export async function deleteApplicationFixes(context: ServiceContext, idOrName: string): Promise<FixOutcome> {
  const { applications } = foldFixes(await readFixes(context.store));
  const wanted = idOrName.toLowerCase();
  const hand = [...applications.values()].find(
    ({ name }) => name.toLowerCase() === wanted || entityId('app', name) === idOrName,
  );
  if (hand === undefined) throw failure('IST-2231', `nobody changed an application "${idOrName}" by hand`);
  const made = await applyFix(context, {
    content: { kind: 'forget', name: hand.name },
    reason: '',
    what: `application ${hand.name} given back to its sources by ${context.actor}`,
    touched: [...hand.members.keys(), ...hand.removed.keys()],
    touchesFormer: true,
  });
  return { id: entityId('app', hand.name), name: hand.name, ...made };
}

export interface PutDependencyRequest {
  /** Workload ids or unique names; `from` calls `to`. */
  readonly from: string;
  readonly to: string;
  readonly port?: number;
  readonly protocol?: 'tcp' | 'udp';
  readonly service?: string;
  readonly reason: string;
}

/** States a dependency that no source shows. Throws IST-2103, IST-2104, IST-2250. */
export async function putDependency(context: ServiceContext, request: PutDependencyRequest): Promise<FixOutcome> {
  const { port, service } = request;
  if (port !== undefined && !(Number.isInteger(port) && port >= 1 && port <= 65_535)) throw wrong(`${port} is no port`);
  if (service !== undefined && !/^[\w.-]{1,40}$/.test(service)) throw wrong(`"${service}" is no name of a service`);
  const reason = checkedReason(request.reason, true);
  const [from] = await refsOf(context, [request.from]);
  const [to] = await refsOf(context, [request.to]);
  if (from === undefined || to === undefined || from.id === to.id) throw wrong('a dependency is between two workloads');
  // A port without a protocol is TCP, as for flows.
  const protocol = request.protocol ?? (port === undefined ? undefined : 'tcp');
  const edge: EdgeRef = { from, to, ...(port !== undefined && { port }), ...(protocol !== undefined && { protocol }) };
  return fixEdge(context, { kind: 'dependency', ...edge, ...(service !== undefined && { service }) }, reason, 'added');
}

/** Says what background traffic an edge is; null: that it is none. Throws IST-2250, IST-2252. */
export async function markDependency(
  context: ServiceContext,
  id: string,
  mark: { readonly noise: NoiseKind | null; readonly reason: string },
): Promise<FixOutcome> {
  const { noise } = mark;
  if (noise !== null && !NOISE_KINDS.includes(noise)) throw wrong(`noise is one of ${NOISE_KINDS.join(', ')}, or null`);
  const reason = checkedReason(mark.reason, true);
  const edge = await edgeOf(context, id);
  return fixEdge(
    context,
    { kind: 'noise', ...edge, noise },
    reason,
    noise === null ? 'marked as no noise' : `marked as ${noise}`,
  );
}

/** Says that there is no such dependency: it is left out until somebody adds it again. Throws IST-2250, IST-2252. */
export async function removeDependency(
  context: ServiceContext,
  id: string,
  request: { readonly reason: string },
): Promise<FixOutcome> {
  const reason = checkedReason(request.reason, true);
  return fixEdge(context, { kind: 'no-dependency', ...(await edgeOf(context, id)) }, reason, 'removed');
}

/** Throws IST-2101 and IST-2252. */
export async function requireDependency(context: ServiceContext, id: string): Promise<Dependency> {
  const { number } = await requireGeneration(context);
  const found = await readDependency(context.store, number, id);
  if (found === undefined) throw failure('IST-2252', `there is no dependency "${id}" in generation ${number}`);
  return found;
}

async function edgeOf(context: ServiceContext, id: string): Promise<EdgeRef> {
  const { fromWorkloadId, toWorkloadId, port, protocol } = await requireDependency(context, id);
  const [from] = await refsOf(context, [fromWorkloadId]);
  const [to] = await refsOf(context, [toWorkloadId]);
  if (from === undefined || to === undefined) throw failure('IST-2252', `an end of "${id}" is gone`);
  return { from, to, ...(port !== undefined && { port }), ...(protocol !== undefined && { protocol }) };
}

async function fixEdge(
  context: ServiceContext,
  content: Extract<FixContent, EdgeRef>,
  reason: string,
  what: string,
): Promise<FixOutcome> {
  const { from, to, port, protocol } = content;
  const name = `${from.name ?? from.id} to ${to.name ?? to.id}`;
  const made = await applyFix(context, { content, reason, what: `dependency ${name} ${what} by ${context.actor}` });
  const ends = { fromWorkloadId: from.id, toWorkloadId: to.id };
  const id = dependencyId({
    ...ends,
    ...(port !== undefined && { port }),
    ...(protocol !== undefined && { protocol }),
  });
  return { id, name, ...made };
}
