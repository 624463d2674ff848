/**
 * What people said of applications and dependencies, kept as a log and folded into a state. It holds whatever sources
 * say later: a workload is meant by its id, and by its identity when the id is no more.
 */

import { canonicalBiosUuid } from '../model/identity-keys.ts';
import type { Identity, Workload, WorkloadFacts } from '../model/workload.ts';
import type { NoiseKind } from '../model/estate.ts';

export interface WorkloadRef {
  readonly id: string;
  readonly name?: string;
  readonly identity: Identity;
}

export interface EdgeRef {
  readonly from: WorkloadRef;
  readonly to: WorkloadRef;
  readonly port?: number;
  readonly protocol?: 'tcp' | 'udp';
}

/** What a person says a workload holds and means; null takes back what was said of that before. */
export interface HandClassification {
  /** These and no others. */
  readonly dataClasses?: readonly string[] | null;
  readonly criticality?: NonNullable<WorkloadFacts['criticality']> | null;
  readonly environment?: string | null;
  readonly owner?: string | null;
}

export type FixContent =
  /** The whole membership. `evidence` when it was a proposal that was accepted. */
  | {
      readonly kind: 'application';
      readonly name: string;
      readonly members: readonly WorkloadRef[];
      readonly evidence?: string;
    }
  | {
      readonly kind: 'members';
      readonly name: string;
      readonly add: readonly WorkloadRef[];
      readonly remove: readonly WorkloadRef[];
      readonly evidence?: string;
    }
  | { readonly kind: 'forget'; readonly name: string }
  /** Of these workloads, or of whatever is in the application. */
  | {
      readonly kind: 'classify';
      readonly workloads?: readonly WorkloadRef[];
      readonly application?: string;
      readonly set: HandClassification;
    }
  | { readonly kind: 'reject'; readonly proposalId: string; readonly members: readonly WorkloadRef[] }
  | ({ readonly kind: 'dependency'; readonly service?: string } & EdgeRef)
  | ({ readonly kind: 'no-dependency' } & EdgeRef)
  | ({ readonly kind: 'noise'; readonly noise: NoiseKind | null } & EdgeRef);

export interface Fix {
  readonly seq: number;
  readonly actor: string;
  readonly at: string;
  readonly reason: string;
  readonly content: FixContent;
}

/** Who did what, without when it was stored: what an entity shows. */
export type FixNote = Pick<Fix, 'actor' | 'at' | 'reason'>;

export interface HandApplication {
  readonly name: string;
  /** True when the members are all there are; false when they are added to what sources state. */
  readonly whole: boolean;
  readonly members: ReadonlyMap<string, WorkloadRef>;
  readonly removed: ReadonlyMap<string, WorkloadRef>;
  readonly evidence?: string;
  readonly last: FixNote;
}

export interface HandEdge {
  readonly edge: EdgeRef;
  readonly state?: 'added' | 'removed';
  readonly service?: string;
  /** null: a person says it is not noise. Absent: nobody said. */
  readonly noise?: NoiseKind | null;
  readonly last: FixNote;
}

export interface HandState {
  /** By name in lower case. */
  readonly applications: ReadonlyMap<string, HandApplication>;
  readonly edges: readonly HandEdge[];
  readonly rejected: readonly {
    readonly proposalId: string;
    readonly members: readonly WorkloadRef[];
    readonly last: FixNote;
  }[];
}

/** What was said of one application, whatever was said of others. */
interface Said extends HandApplication {
  /** All that were ever put in, those taken out since among them, and by which fix. By id. */
  readonly put: ReadonlyMap<string, { readonly ref: WorkloadRef; readonly seq: number }>;
}

const edgeKey = ({ from, to, port, protocol }: EdgeRef): string =>
  [from.id, to.id, protocol ?? '', port ?? ''].join('|');
const byId = (refs: readonly WorkloadRef[]): Map<string, WorkloadRef> => new Map(refs.map((ref) => [ref.id, ref]));
const putBy = ({ seq }: Fix, refs: readonly WorkloadRef[]): Said['put'] =>
  new Map(refs.map((ref) => [ref.id, { ref, seq }]));
const noteOf = ({ actor, at, reason }: Fix): FixNote => ({ actor, at, reason });

/**
 * The state after all fixes, the oldest first. A workload is in one application: a later word takes it out of the one
 * that an earlier word put it into, until the later one is forgotten.
 */
export function foldFixes(fixes: readonly Fix[]): HandState {
  const applications = new Map<string, Said>();
  const edges = new Map<string, HandEdge>();
  const rejected = new Map<string, HandState['rejected'][number]>();
  for (const fix of fixes) {
    const { content } = fix;
    const last = noteOf(fix);
    switch (content.kind) {
      case 'application': {
        const { name, members, evidence } = content;
        applications.set(name.toLowerCase(), {
          name,
          whole: true,
          members: byId(members),
          removed: new Map(),
          put: putBy(fix, members),
          ...(evidence !== undefined && { evidence }),
          last,
        });
        break;
      }
      case 'members':
        applications.set(
          content.name.toLowerCase(),
          changed(applications.get(content.name.toLowerCase()), content, fix),
        );
        break;
      case 'forget':
        applications.delete(content.name.toLowerCase());
        break;
      // Folded by hand-classes.ts: it says nothing of who belongs together.
      case 'classify':
        break;
      case 'reject':
        rejected.set(content.proposalId, { proposalId: content.proposalId, members: content.members, last });
        break;
      case 'dependency':
      case 'no-dependency':
      case 'noise': {
        const { from, to, port, protocol } = content;
        const edge: EdgeRef = {
          from,
          to,
          ...(port !== undefined && { port }),
          ...(protocol !== undefined && { protocol }),
        };
        const key = edgeKey(edge);
        const { state: _state, service: _service, ...kept } = edges.get(key) ?? {};
        if (content.kind === 'noise') edges.set(key, { ...edges.get(key), edge, noise: content.noise, last });
        else if (content.kind === 'no-dependency') edges.set(key, { ...kept, edge, state: 'removed', last });
        else {
          const { service } = content;
          edges.set(key, { ...kept, edge, state: 'added', ...(service !== undefined && { service }), last });
        }
        break;
      }
    }
  }
  return { applications: settled(applications), edges: [...edges.values()], rejected: [...rejected.values()] };
}

/** Each workload only in the application that it was put into last, even if it was taken out of that one since. */
function settled(applications: ReadonlyMap<string, Said>): ReadonlyMap<string, HandApplication> {
  const latest = new Map<string, { readonly application: string; readonly seq: number }>();
  for (const [application, { put }] of applications)
    for (const { ref, seq } of put.values())
      for (const key of keysOf(ref)) if (seq > (latest.get(key)?.seq ?? 0)) latest.set(key, { application, seq });
  const isThere = (application: string, ref: WorkloadRef, seq: number): boolean =>
    keysOf(ref).every((key) => {
      const last = latest.get(key);
      return last === undefined || last.application === application || last.seq <= seq;
    });
  return new Map(
    [...applications].map(([key, { put, members, ...said }]) => {
      const left = [...members].filter(([id, ref]) => isThere(key, ref, put.get(id)?.seq ?? 0));
      return [key, { ...said, members: new Map(left) }] as const;
    }),
  );
}

/** Two references that share one of these mean one workload: see `isMeant`. */
function keysOf({ id, name, identity }: WorkloadRef): string[] {
  const { biosUuid, instanceUuid, macAddresses, fqdn } = identity;
  const besides = [
    ...(macAddresses ?? []),
    ...(fqdn === undefined ? [] : [`fqdn ${fqdn}`]),
    ...(name === undefined ? [] : [`name ${name.toLowerCase()}`]),
  ];
  const uuids = [biosUuid, instanceUuid].map(canonicalBiosUuid).filter((uuid) => uuid !== undefined);
  return [id, ...uuids.flatMap((uuid) => besides.map((each) => `${uuid} ${each}`))];
}

function changed(before: Said | undefined, change: Extract<FixContent, { kind: 'members' }>, fix: Fix): Said {
  const members = new Map(before?.members);
  const removed = new Map(before?.removed);
  for (const ref of change.add) {
    members.set(ref.id, ref);
    removed.delete(ref.id);
  }
  for (const ref of change.remove) {
    members.delete(ref.id);
    removed.set(ref.id, ref);
  }
  const evidence = change.evidence ?? before?.evidence;
  return {
    name: before?.name ?? change.name,
    whole: before?.whole ?? false,
    members,
    removed,
    put: new Map([...(before?.put ?? []), ...putBy(fix, change.add)]),
    ...(evidence !== undefined && { evidence }),
    last: noteOf(fix),
  };
}

/** Of a machine, as much as tells whether it is the one a person meant. */
export interface Meant {
  readonly id: string;
  readonly name?: string | undefined;
  readonly fqdn?: string | undefined;
  readonly uuids: readonly string[];
  readonly macs: readonly string[];
}

export function meantOf({ id, identity, facts }: Workload): Meant {
  const uuids = [identity.biosUuid, identity.instanceUuid].map(canonicalBiosUuid).filter((uuid) => uuid !== undefined);
  return { id, name: facts.name, fqdn: identity.fqdn, uuids, macs: identity.macAddresses ?? [] };
}

/**
 * Whether the workload is the one meant although its id is another: the same UUID, and an address, a qualified name or
 * a name besides, because clones carry the UUID on.
 */
export function isMeant(ref: WorkloadRef, workload: Meant): boolean {
  if (ref.id === workload.id) return true;
  const uuids = [ref.identity.biosUuid, ref.identity.instanceUuid].map(canonicalBiosUuid);
  if (!uuids.some((uuid) => uuid !== undefined && workload.uuids.includes(uuid))) return false;
  if (ref.identity.macAddresses?.some((mac) => workload.macs.includes(mac)) === true) return true;
  if (ref.identity.fqdn !== undefined && ref.identity.fqdn === workload.fqdn) return true;
  return ref.name !== undefined && ref.name.toLowerCase() === workload.name?.toLowerCase();
}

export function refOf({ id, identity, facts }: Workload): WorkloadRef {
  return { id, ...(facts.name !== undefined && { name: facts.name }), identity };
}
