/** Applications that the calls between machines suggest, and what people make of them (D10). */

import type { WorkloadEnd } from '../core/applications/ends.ts';
import { foldFixes, isMeant, refOf } from '../core/applications/fixes.ts';
import type { HandState, Meant } from '../core/applications/fixes.ts';
import { proposalSteps } from '../core/applications/propose.ts';
import type { Proposal, Proposals } from '../core/applications/propose.ts';
import { failure } from '../core/errors/registry.ts';
import { inSteps } from './in-steps.ts';
import { readEnds, readFixes } from '../store/applications.ts';
import { readEntities } from '../store/estate.ts';
import type { Store } from '../store/store.ts';
import { changeMembers, checkedName, keepFix, putApplication } from './application-fixes.ts';
import type { FixOutcome } from './application-fixes.ts';
import type { ServiceContext } from './context.ts';
import { requireGeneration } from './generations.ts';
import { findWorkload } from './get-workload.ts';

export interface NamedWorkload {
  readonly id: string;
  readonly name: string;
}

export interface ProposalItem extends Omit<Proposal, 'workloadIds' | 'added' | 'uses'> {
  readonly workloads: readonly (NamedWorkload & {
    /** False for members that the application it extends has already. */
    readonly added: boolean;
  })[];
  /** Shared machines that its members call. */
  readonly uses: readonly NamedWorkload[];
}

export interface ProposalList {
  readonly generation: number;
  /** The highest score first. */
  readonly items: readonly ProposalItem[];
  /** Machines that serve several groups, and so join none. */
  readonly shared: readonly (NamedWorkload & { readonly callers: number; readonly groups: number })[];
}

interface Computed {
  readonly found: Proposals;
  readonly names: ReadonlyMap<string, string>;
}

/**
 * The newest answer of each database, made or in the making: proposals change with the estate and with what people say,
 * and with nothing else. Who asks while it is made waits for the same one.
 */
const computed = new WeakMap<Store, { readonly key: string; readonly answer: Promise<Computed> }>();

async function propose(context: ServiceContext): Promise<{ readonly generation: number } & Computed> {
  const { number: generation, digest } = await requireGeneration(context);
  const { store } = context;
  const fixes = await readFixes(store);
  const key = `${digest} ${fixes.at(-1)?.seq ?? 0}`;
  const known = computed.get(store);
  if (known?.key === key) return { generation, ...(await known.answer) };
  const fresh = { key, answer: compute(store, generation, foldFixes(fixes)) };
  computed.set(store, fresh);
  try {
    return { generation, ...(await fresh.answer) };
  } catch (error) {
    // Those who wait for it hear of it as well; the next who asks tries again.
    if (computed.get(store) === fresh) computed.delete(store);
    throw error;
  }
}

async function compute(store: Store, generation: number, said: HandState): Promise<Computed> {
  const ends = new Map<string, WorkloadEnd>();
  await store.transaction(async (connection) => {
    for await (const batch of readEnds(connection)) for (const end of batch) ends.set(end.id, end);
  });
  const [dependencies, applications] = await Promise.all([
    readEntities(store, generation, 'dependency'),
    readEntities(store, generation, 'application'),
  ]);
  const rejected = rejectedMembers(said, ends);
  const steps = proposalSteps({ ends: ends.values(), dependencies, applications, rejected });
  // Other requests, and the leases of running work, have their turn between steps.
  const found = await inSteps(steps);
  return { found, names: new Map([...ends.values()].map(({ id, name }) => [id, name ?? id])) };
}

/** Members by the ids they have now: a rejection holds although a workload was made anew. */
function rejectedMembers(
  { rejected }: HandState,
  ends: ReadonlyMap<string, WorkloadEnd>,
): readonly { readonly workloadIds: readonly string[] }[] {
  const gone = rejected.flatMap(({ members }) => members.filter(({ id }) => !ends.has(id)));
  const now = new Map<string, string>();
  if (gone.length > 0) {
    const all: readonly Meant[] = [...ends.values()].map((end) => ({ ...end, name: end.name, fqdn: end.fqdn }));
    for (const ref of gone) {
      const found = all.find((end) => isMeant(ref, end));
      if (found !== undefined) now.set(ref.id, found.id);
    }
  }
  return rejected.map(({ members }) => ({ workloadIds: members.map(({ id }) => now.get(id) ?? id) }));
}

/** Throws IST-2101. */
export async function listApplicationProposals(context: ServiceContext): Promise<ProposalList> {
  const { generation, found, names } = await propose(context);
  const named = (id: string): NamedWorkload => ({ id, name: names.get(id) ?? id });
  return {
    generation,
    items: found.items.map(({ workloadIds, added, uses, ...proposal }) => {
      const fresh = new Set(added);
      return {
        ...proposal,
        workloads: workloadIds.map((id) => ({ ...named(id), added: fresh.has(id) })),
        uses: uses.map(named),
      };
    }),
    shared: found.shared.map(({ id, callers, groups }) => ({ ...named(id), callers, groups })),
  };
}

async function requireProposal(context: ServiceContext, id: string): Promise<Proposal> {
  const { generation, found } = await propose(context);
  const proposal = found.items.find((each) => each.id === id);
  if (proposal === undefined) throw failure('IST-2251', `there is no proposal "${id}" for generation ${generation}`);
  return proposal;
}

/**
 * Makes it an application, or adds its new members to the one it extends. Under another name it is an application of
 * its own. Throws IST-2250, IST-2251.
 */
export async function acceptProposal(
  context: ServiceContext,
  id: string,
  options: { readonly name?: string; readonly reason?: string } = {},
): Promise<FixOutcome> {
  const proposal = await requireProposal(context, id);
  const name = options.name === undefined ? proposal.name : checkedName(options.name);
  const evidence = proposal.evidence.join('; ');
  const common = { evidence, ...(options.reason !== undefined && { reason: options.reason }) };
  const { extends: owner } = proposal;
  if (owner !== undefined && name.toLowerCase() === owner.name.toLowerCase())
    return changeMembers(context, owner.id, { add: proposal.added, ...common });
  return putApplication(context, { name, workloads: proposal.workloadIds, ...common });
}

/** It does not come back unless more than a fifth of its members change. Throws IST-2250, IST-2251. */
export async function rejectProposal(
  context: ServiceContext,
  id: string,
  options: { readonly reason: string },
): Promise<{ readonly id: string; readonly name: string }> {
  const proposal = await requireProposal(context, id);
  const reason = options.reason.trim();
  if (reason === '' || reason.length > 500) throw failure('IST-2250', 'a reason of 1 to 500 characters is needed');
  const members = [];
  for (const workloadId of proposal.workloadIds)
    members.push(refOf((await findWorkload(context, workloadId)).workload));
  await keepFix(context, { content: { kind: 'reject', proposalId: id, members }, reason, what: '' });
  return { id, name: proposal.name };
}
