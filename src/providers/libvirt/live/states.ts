/** State and disk sizes of many domains, in few calls where the daemon can, one by one where it cannot. */

import type { PowerState } from '../../../core/model/workload.ts';
import type { DiskSize } from '../domain/disks.ts';
import { powerStateOf } from '../domain/state.ts';
import { mapAtOnce } from '../rpc/at-once.ts';
import { domainState, domainStats } from '../rpc/calls.ts';
import type { DomainStats } from '../rpc/calls.ts';
import { LibvirtError } from '../rpc/errors.ts';
import type { DomainRef, Parameters } from '../rpc/types.ts';
import { unlessBroken } from './places.ts';
import type { Session } from './session.ts';

export interface LiveState {
  readonly powerState?: PowerState;
  /** By the disk's target name. */
  readonly sizes: ReadonlyMap<string, DiskSize>;
}

/** Small enough for one answer to stay far below libvirt's largest message, whatever the machines have. */
const AT_A_TIME = 100;
const MAX_DISKS = 1024;

/** By UUID. Domains that are gone by now are not in it. `saved`: those whose memory is kept in a file. */
export async function readStates(
  session: Session,
  refs: readonly DomainRef[],
  saved: ReadonlySet<string>,
): Promise<ReadonlyMap<string, LiveState>> {
  const groups: (readonly DomainRef[])[] = [];
  for (let from = 0; from < refs.length; from += AT_A_TIME) groups.push(refs.slice(from, from + AT_A_TIME));
  const answers = await mapAtOnce(groups, (group) => statsOf(session, group), 4);
  const states = new Map<string, LiveState>();
  for (const { domain, values } of answers.flat()) {
    states.set(domain.uuid, stateOf(Number(values.get('state.state') ?? 0), saved.has(domain.uuid), sizesOf(values)));
  }
  const unanswered = refs.filter(({ uuid }) => !states.has(uuid));
  const single = await mapAtOnce(unanswered, (ref) => domainState(session.client, ref).catch(unlessBroken));
  for (const [index, ref] of unanswered.entries()) {
    const state = single[index];
    if (state !== undefined) states.set(ref.uuid, stateOf(state, saved.has(ref.uuid), new Map()));
  }
  return states;
}

async function statsOf(session: Session, group: readonly DomainRef[]): Promise<readonly DomainStats[]> {
  try {
    return await domainStats(session.client, group);
  } catch (error) {
    if (!(error instanceof LibvirtError)) throw error;
    return [];
  }
}

function stateOf(state: number, saved: boolean, sizes: LiveState['sizes']): LiveState {
  const powerState = powerStateOf(state, saved);
  return { ...(powerState !== undefined && { powerState }), sizes };
}

/** "block.0.name", "block.0.capacity" … A backing file is listed too, with an index of its own: the disk comes first. */
function sizesOf(values: Parameters): ReadonlyMap<string, DiskSize> {
  const sizes = new Map<string, DiskSize>();
  const count = Math.min(Number(values.get('block.count') ?? 0), MAX_DISKS);
  for (let index = 0; index < count; index++) {
    const name = values.get(`block.${index}.name`);
    const capacityBytes = bytes(values.get(`block.${index}.capacity`));
    const allocationBytes = bytes(values.get(`block.${index}.allocation`));
    if (typeof name !== 'string' || sizes.has(name) || capacityBytes === undefined) continue;
    sizes.set(name, { capacityBytes, ...(allocationBytes !== undefined && { allocationBytes }) });
  }
  return sizes;
}

const bytes = (value: unknown): number | undefined => (typeof value === 'number' && value >= 0 ? value : undefined);
