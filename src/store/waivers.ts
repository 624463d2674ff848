/** Waivers as they are kept, with every change of their state. */

import type { WaiverScope, WaiverState, WaiverTerms } from '../core/policy/waivers/waiver.ts';
import type { Queryable } from './store.ts';

export interface StoredWaiver extends WaiverTerms {
  readonly name: string | null;
  readonly state: WaiverState;
  readonly owner: string;
  readonly reason: string;
  readonly scope: WaiverScope;
  readonly digest: string;
  readonly requestedBy: string;
  readonly requestedAt: Date;
  readonly approvedBy: string | null;
  readonly approvedAt: Date | null;
}

export interface WaiverEvent {
  readonly state: WaiverState;
  readonly at: Date;
  readonly actor: string;
  /** Why; empty when nobody said. */
  readonly note: string;
}

const COLUMNS = `id, name, state, owner, reason, to_char(expires_on, 'YYYY-MM-DD') as "expiresOn",
  accept_unknown as "acceptUnknown", scope, pins, digest, requested_by as "requestedBy", requested_at as "requestedAt",
  approved_by as "approvedBy", approved_at as "approvedAt"`;

export interface WaiverSelection {
  readonly states?: readonly WaiverState[];
  readonly ids?: readonly string[];
  readonly names?: readonly string[];
}

/** The newest first. */
export async function readWaivers(db: Queryable, select: WaiverSelection = {}): Promise<readonly StoredWaiver[]> {
  const { rows } = await db.query<StoredWaiver>(
    `select ${COLUMNS} from waivers
     where ($1::text[] is null or state = any($1)) and ($2::text[] is null or id = any($2))
       and ($3::text[] is null or name = any($3)) order by seq desc`,
    [select.states ?? null, select.ids ?? null, select.names ?? null],
  );
  return rows;
}

/** Holds the row until the transaction ends: two people may decide at the same moment. */
export async function lockWaiver(connection: Queryable, id: string): Promise<StoredWaiver | undefined> {
  const { rows } = await connection.query<StoredWaiver>(`select ${COLUMNS} from waivers where id = $1 for update`, [
    id,
  ]);
  return rows[0];
}

export async function insertWaiver(connection: Queryable, waiver: StoredWaiver): Promise<void> {
  await connection.query(
    `insert into waivers (id, name, state, owner, reason, expires_on, accept_unknown, scope, pins, digest, requested_by,
       requested_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      waiver.id,
      waiver.name,
      waiver.state,
      waiver.owner,
      waiver.reason,
      waiver.expiresOn,
      waiver.acceptUnknown,
      JSON.stringify(waiver.scope),
      JSON.stringify(waiver.pins),
      waiver.digest,
      waiver.requestedBy,
      waiver.requestedAt,
    ],
  );
}

export async function changeState(
  connection: Queryable,
  id: string,
  change: { readonly state: WaiverState; readonly approved?: { readonly by: string; readonly at: Date } },
): Promise<void> {
  await connection.query(
    'update waivers set state = $2, approved_by = coalesce($3, approved_by), approved_at = coalesce($4, approved_at) where id = $1',
    [id, change.state, change.approved?.by ?? null, change.approved?.at ?? null],
  );
}

export async function addWaiverEvent(connection: Queryable, waiverId: string, event: WaiverEvent): Promise<void> {
  await connection.query(
    `insert into waiver_events (waiver_id, seq, state, at, actor, note)
     select $1, coalesce(max(seq), 0) + 1, $2, $3, $4, $5 from waiver_events where waiver_id = $1`,
    [waiverId, event.state, event.at, event.actor, event.note],
  );
}

/** The oldest first. */
export async function readWaiverEvents(db: Queryable, waiverId: string): Promise<readonly WaiverEvent[]> {
  const { rows } = await db.query<WaiverEvent>(
    'select state, at, actor, note from waiver_events where waiver_id = $1 order by seq',
    [waiverId],
  );
  return rows;
}

/**
 * Who made the tokens of this name, revoked ones too, and the tokens those were made with, to the end: "token:ci" acts
 * for all of them.
 */
export async function tokenMakers(db: Queryable, name: string): Promise<readonly string[]> {
  const { rows } = await db.query<{ actor: string }>(
    `with recursive makers (actor) as (
       select actor from api_tokens where name = $1
       union
       select token.actor from makers join api_tokens token on makers.actor = 'token:' || token.name
     ) select actor from makers order by actor collate "C"`,
    [name],
  );
  return rows.map(({ actor }) => actor);
}
