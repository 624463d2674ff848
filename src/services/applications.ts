/** Applications and dependencies as people look at them (D10). What changes them is in application-fixes.ts. */

import { z } from 'zod';
import { foldFixes } from '../core/applications/fixes.ts';
import type { HandApplication } from '../core/applications/fixes.ts';
import type { Application, Dependency, ExternalEnd } from '../core/model/estate.ts';
import { pageApplications, pageDependencies, readExternal, readFixes, workloadNames } from '../store/applications.ts';
import type { StoredDependency } from '../store/applications.ts';
import { requireApplication } from './application-fixes.ts';
import type { NamedWorkload } from './application-proposals.ts';
import type { ServiceContext } from './context.ts';
import { readContinuation, writeContinuation } from './continuation.ts';
import { requireGeneration } from './generations.ts';
import { findWorkload } from './get-workload.ts';

export {
  changeMembers,
  deleteApplicationFixes,
  markDependency,
  putApplication,
  putDependency,
  removeDependency,
} from './application-fixes.ts';
export type { FixOutcome } from './application-fixes.ts';
export { acceptProposal, listApplicationProposals, rejectProposal } from './application-proposals.ts';
export type { NamedWorkload } from './application-proposals.ts';

export interface Page<T> {
  readonly generation: number;
  readonly items: readonly T[];
  readonly total: number;
  readonly continue?: string;
}

export interface ApplicationItem extends Pick<Application, 'id' | 'name' | 'origin' | 'evidence'> {
  readonly workloads: number;
  /** Whether people changed it. */
  readonly fixed: boolean;
}

const applicationPosition = z.object({ generation: z.number().int(), name: z.string(), id: z.string() });

/** In the order of names; `filter` is a part of the name in any letter case. Throws IST-2101, IST-2105. */
export async function listApplications(
  context: ServiceContext,
  request: {
    readonly limit: number;
    readonly continue?: string;
    readonly filter?: string;
    readonly generation?: number;
  },
): Promise<Page<ApplicationItem>> {
  const position = readContinuation(applicationPosition, request.continue);
  const { number: generation } = await requireGeneration(context, position?.generation ?? request.generation);
  const filter = request.filter?.trim() ?? '';
  const [{ items, total }, fixes] = await Promise.all([
    pageApplications(context.store, generation, {
      limit: request.limit + 1,
      ...(filter !== '' && { text: filter }),
      ...(position !== undefined && { after: position }),
    }),
    readFixes(context.store),
  ]);
  const { applications } = foldFixes(fixes);
  const shown = items.slice(0, request.limit);
  const last = shown.at(-1);
  return {
    generation,
    items: shown.map(({ id, name, origin, evidence, workloadIds }) => ({
      id,
      name,
      origin,
      evidence,
      workloads: workloadIds.length,
      fixed: applications.has(name.toLowerCase()),
    })),
    total,
    ...(items.length > shown.length &&
      last !== undefined && { continue: writeContinuation({ generation, name: last.name, id: last.id }) }),
  };
}

export interface DependencyItem extends Omit<Dependency, 'fromWorkloadId' | 'toWorkloadId'> {
  readonly id: string;
  readonly from: NamedWorkload;
  readonly to: NamedWorkload;
}

export interface ApplicationDetails extends Pick<Application, 'id' | 'name' | 'origin' | 'evidence'> {
  readonly generation: number;
  readonly members: readonly NamedWorkload[];
  /** Between members, from members to others, from others to members; background traffic is apart. */
  readonly inside: readonly DependencyItem[];
  readonly outgoing: readonly DependencyItem[];
  readonly incoming: readonly DependencyItem[];
  readonly noise: readonly DependencyItem[];
  /** More dependencies than these lists hold; see listDependencies. */
  readonly more: number;
  readonly external: {
    /** Different peers, background traffic included. */
    readonly outgoing: number;
    readonly incoming: number;
    readonly ends: readonly (ExternalEnd & { readonly workload: NamedWorkload })[];
  };
  /** What people said of its members; absent when nobody did. */
  readonly byHand?: HandNote;
}

export interface HandNote {
  readonly actor: string;
  readonly at: string;
  readonly reason: string;
  /** True when the members are all there are. */
  readonly whole: boolean;
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

const MOST_EDGES = 1000;
const MOST_ENDS = 500;

/** By id, or by name in any letter case. Throws IST-2101, IST-2231. */
export async function getApplication(context: ServiceContext, idOrName: string): Promise<ApplicationDetails> {
  const { application, generation } = await requireApplication(context, idOrName);
  const { id, name, origin, evidence, workloadIds } = application;
  const members = new Set(workloadIds);
  const [page, external, fixes] = await Promise.all([
    pageDependencies(context.store, generation, { workloadIds, limit: MOST_EDGES }),
    readExternal(context.store, generation, workloadIds),
    readFixes(context.store),
  ]);
  const { items, named } = await withNames(context, generation, page.items, workloadIds);
  const calm = items.filter((item) => item.noise === undefined);
  const inside = (item: DependencyItem): boolean => members.has(item.from.id) && members.has(item.to.id);
  const hand = foldFixes(fixes).applications.get(name.toLowerCase());
  const ends = external.flatMap((of) => of.ends.map((end) => ({ ...end, workload: named(of.id) })));
  return {
    generation,
    id,
    name,
    origin,
    evidence,
    members: workloadIds.map(named),
    inside: calm.filter(inside),
    outgoing: calm.filter((item) => members.has(item.from.id) && !inside(item)),
    incoming: calm.filter((item) => members.has(item.to.id) && !inside(item)),
    noise: items.filter((item) => item.noise !== undefined),
    more: page.total - items.length,
    external: {
      outgoing: new Set(ends.filter(({ direction }) => direction === 'out').map(({ peer }) => peer)).size,
      incoming: new Set(ends.filter(({ direction }) => direction === 'in').map(({ peer }) => peer)).size,
      ends: ends.sort((a, b) => (b.connections ?? 0) - (a.connections ?? 0)).slice(0, MOST_ENDS),
    },
    ...(hand !== undefined && { byHand: handNote(hand) }),
  };
}

function handNote({ last, whole, members, removed }: HandApplication): HandNote {
  const nameOf = ({ id, name }: { readonly id: string; readonly name?: string }): string => name ?? id;
  return { ...last, whole, added: [...members.values()].map(nameOf), removed: [...removed.values()].map(nameOf) };
}

async function withNames(
  context: ServiceContext,
  generation: number,
  stored: readonly StoredDependency[],
  more: readonly string[] = [],
): Promise<{ readonly items: readonly DependencyItem[]; readonly named: (id: string) => NamedWorkload }> {
  const ids = new Set([...more, ...stored.flatMap(({ doc }) => [doc.fromWorkloadId, doc.toWorkloadId])]);
  const names = await workloadNames(context.store, generation, [...ids]);
  const named = (id: string): NamedWorkload => ({ id, name: names.get(id) ?? id });
  const items = stored.map(({ id, doc: { fromWorkloadId, toWorkloadId, ...rest } }) => ({
    id,
    from: named(fromWorkloadId),
    to: named(toWorkloadId),
    ...rest,
  }));
  return { items, named };
}

export interface ListDependenciesRequest {
  /** Id or unique name: only edges of this workload, in either direction. */
  readonly workload?: string;
  /** Id or name: only edges of its members. */
  readonly application?: string;
  /** True: only background traffic; false: none of it. */
  readonly noise?: boolean;
  readonly limit: number;
  readonly continue?: string;
}

const dependencyPosition = z.object({ generation: z.number().int(), dependency: z.string() });

/** In the order of ids. Throws IST-2101 to IST-2105, IST-2231. */
export async function listDependencies(
  context: ServiceContext,
  request: ListDependenciesRequest,
): Promise<Page<DependencyItem>> {
  const position = readContinuation(dependencyPosition, request.continue);
  const { number: generation } = await requireGeneration(context, position?.generation);
  const own =
    request.workload === undefined ? undefined : [(await findWorkload(context, request.workload)).workload.id];
  const application =
    request.application === undefined
      ? undefined
      : (await requireApplication(context, request.application)).application;
  const both = own !== undefined && application !== undefined;
  const workloadIds = both
    ? own.filter((id) => application.workloadIds.includes(id))
    : (own ?? application?.workloadIds);
  const { items, total } = await pageDependencies(context.store, generation, {
    limit: request.limit + 1,
    ...(workloadIds !== undefined && { workloadIds }),
    ...(request.noise !== undefined && { noise: request.noise }),
    ...(position !== undefined && { after: position.dependency }),
  });
  const shown = items.slice(0, request.limit);
  const last = shown.at(-1);
  return {
    generation,
    items: (await withNames(context, generation, shown)).items,
    total,
    ...(items.length > shown.length &&
      last !== undefined && { continue: writeContinuation({ generation, dependency: last.id }) }),
  };
}
