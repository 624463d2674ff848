/** Changes what one source said to what it says now, and tells what that touches. Needs a transaction. */

import { hash } from 'node:crypto';
import type { Cluster, Datastore, Dependency, Host, Network } from '../core/model/estate.ts';
import type { IdentityRow } from '../core/model/identity-row.ts';
import { observationKey } from '../core/model/identity-row.ts';
import { hintsOf, identitySigns } from '../core/model/identity-signs.ts';
import type { Sign } from '../core/model/identity-signs.ts';
import type { WorkloadObservation } from '../core/model/workload.ts';
import { keyedRows } from './keyed-rows.ts';
import type { ChangeCounts, FormerRow, KeyedRow } from './keyed-rows.ts';
import { TouchedThings } from './touches.ts';
import type { TouchedKind } from './touches.ts';
import type { Queryable } from './store.ts';

export type ObservedEntity =
  | { readonly kind: 'host'; readonly doc: Host }
  | { readonly kind: 'cluster'; readonly doc: Cluster }
  | { readonly kind: 'network'; readonly doc: Network }
  | { readonly kind: 'datastore'; readonly doc: Datastore }
  | { readonly kind: 'dependency'; readonly doc: Dependency };

/** What a thing is known by when it is gone: the port's ItemRef. */
export interface ObservedRef {
  readonly type: 'workload' | 'host' | 'cluster' | 'network' | 'datastore';
  /** For a workload the observation's nativeId; for anything else the entity's id. */
  readonly id: string;
  readonly scope?: string;
}

export interface ObservationChanges {
  readonly sourceId: string;
  /** Of workloads. What is said again as before counts as unchanged and was not written. */
  readonly counts: Readonly<ChangeCounts>;
  /** Of hosts, clusters, networks, datastores and dependencies together. */
  readonly entities: Readonly<ChangeCounts>;
  /** Keys of observations that were added, changed or removed. Empty when `everything`. */
  readonly touched: readonly string[];
  /** Kinds of entities of which one was added, changed or removed. */
  readonly kinds: ReadonlySet<TouchedKind>;
  /** So much was touched that it was not noted one by one. */
  readonly everything: boolean;
}

export interface ChangingObservations {
  put(observation: WorkloadObservation, identity: IdentityRow): Promise<void> | undefined;
  putEntity(entity: ObservedEntity): Promise<void> | undefined;
  remove(ref: ObservedRef): Promise<void>;
  /** Must be awaited before the transaction ends. The next rebuildEstate() knows what was touched. */
  finish(): Promise<ObservationChanges>;
}

export interface ChangeOptions {
  /** True for a whole listing: what was not put when it ends is removed. */
  readonly keepOnly?: boolean;
  /** When one thing is put more than once: 'last', the default, keeps its last word, 'both' keeps each. */
  readonly twice?: 'last' | 'both';
}

interface ObservationRow extends KeyedRow {
  readonly signs: readonly Sign[];
}

interface EntityRow extends KeyedRow {
  readonly kind: TouchedKind;
}

/** `observedAt` does not count as a change: an observation keeps the time since which it says what it says. */
export async function changeObservations(
  connection: Queryable,
  sourceId: string,
  options: ChangeOptions = {},
): Promise<ChangingObservations> {
  const touches = new TouchedThings();
  const twice = options.twice ?? 'last';
  const workloads = await keyedRows<ObservationRow>(
    connection,
    sourceId,
    {
      table: 'observations',
      columns: ['identity', 'signs', 'hints', 'doc'],
      remembered: ['signs'],
      onTouch: (row, former) => {
        const before = former === undefined ? [] : (former['signs'] as readonly Sign[] | null);
        touches.workload(row?.key ?? former?.key ?? '', before, row?.signs ?? []);
      },
    },
    twice,
  );
  const entities = await keyedRows<EntityRow>(
    connection,
    sourceId,
    {
      table: 'observed_inventory',
      columns: ['kind', 'doc'],
      remembered: ['kind'],
      onTouch: (row, former) => touches.entity(row?.kind ?? kindOf(former)),
    },
    twice,
  );
  return {
    put: (observation, identity) => workloads.put(observationRow(observation, identity)),
    putEntity: (entity) => entities.put(entityRow(entity)),
    remove({ type, id, scope }) {
      if (type !== 'workload') return entities.remove(`${type}|${id}`);
      return workloads.remove(observationKey({ sourceId, nativeId: id, ...(scope !== undefined && { scope }) }));
    },
    async finish() {
      await workloads.finish(options.keepOnly === true);
      await entities.finish(options.keepOnly === true);
      await touches.save(connection, sourceId);
      return {
        sourceId,
        counts: { ...workloads.counts },
        entities: { ...entities.counts },
        touched: touches.keys(),
        kinds: touches.kinds,
        everything: touches.everything,
      };
    },
  };
}

const kindOf = (former: FormerRow | undefined): TouchedKind => former?.['kind'] as TouchedKind;

/** In percent points: load moves by itself, and an estate that differs in nothing else is the same. */
const LOAD_STEP_PCT = 10;

/** Load as it counts for telling whether something changed. What is kept is the figure itself. */
function roughly(name: string, value: unknown): unknown {
  if (typeof value !== 'number') return value;
  if (name === 'cpuUsagePct' || name === 'memoryUsagePct') return 0;
  if (/^(cpu|memory)(Avg|P95|Max)Pct$/.test(name)) return Math.round(value / LOAD_STEP_PCT);
  return /^disk(Read|Write)MiBps$|^diskIops$/.test(name) ? Math.round(Math.log2(1 + value)) : value;
}

const digestOfText = (text: string): string => hash('sha256', text, 'base64url');

function observationRow(observation: WorkloadObservation, identity: IdentityRow): ObservationRow {
  const { observedAt: _when, ...said } = observation;
  const identityText = JSON.stringify(identity);
  let signs: readonly Sign[] | undefined;
  return {
    key: identity.key,
    // The identity row counts too: a newer catalogue may settle another system from the same words.
    digest: digestOfText(`${identityText}\n${JSON.stringify(said, roughly)}`),
    get signs() {
      return (signs ??= identitySigns(identity));
    },
    values() {
      return [identityText, this.signs, hintsOf(observation.kind, observation.facts), JSON.stringify(observation)];
    },
  };
}

function entityRow(entity: ObservedEntity): EntityRow {
  const { kind, doc } = entity;
  return {
    key: `${kind}|${entityKey(entity)}`,
    kind,
    digest: digestOfText(JSON.stringify(withoutTime(entity), roughly)),
    values: () => [kind, JSON.stringify(doc)],
  };
}

function entityKey({ kind, doc }: ObservedEntity): string {
  if (kind !== 'dependency') return doc.id;
  return [doc.fromWorkloadId, doc.toWorkloadId, doc.protocol ?? '', doc.port ?? ''].join('|');
}

function withoutTime({ kind, doc }: ObservedEntity): unknown {
  if (kind === 'dependency') return doc;
  const { observedBy, ...said } = doc;
  return [said, observedBy.sourceId, observedBy.nativeId];
}
