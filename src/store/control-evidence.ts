/** Evidence that feeds gave: imports with their receipts, whom they looked at, and what was said. */

import type { CitedControl, FeedState, ImportedFeed } from '../core/policy/controls/evidence.ts';
import type { FeedTarget } from '../core/policy/controls/feed.ts';
import { bulkWriter } from './bulk.ts';
import type { Queryable } from './store.ts';

export interface StoredControlImport<Receipt> {
  readonly id: string;
  readonly fileName: string;
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly siteId: string | null;
  readonly receipt: Receipt;
  readonly actor: string;
  readonly createdAt: Date;
  readonly retiredBy: string | null;
  readonly retiredAt: Date | null;
}

export interface StoredControlRule {
  readonly feed: ImportedFeed;
  readonly rule: string;
  readonly title: string;
  readonly cites: readonly CitedControl[];
  readonly idents: readonly string[];
}

export interface StoredControlEvidence {
  readonly number: number;
  readonly target: number;
  readonly rule: number;
  readonly state: FeedState;
  readonly observedAt: string | null;
  readonly profile: string | null;
  readonly severity: string | null;
  readonly detail: string | null;
}

const COLUMNS = `id, file_name as "fileName", sha256, size_bytes::float8 as "sizeBytes", site_id as "siteId", receipt, actor,
  created_at as "createdAt", retired_by as "retiredBy", retired_at as "retiredAt"`;

/** The newest first; retired ones too. */
export async function readControlImports<Receipt>(db: Queryable): Promise<readonly StoredControlImport<Receipt>[]> {
  const { rows } = await db.query<StoredControlImport<Receipt>>(
    `select ${COLUMNS} from control_imports order by seq desc`,
  );
  return rows;
}

export async function readControlImport<Receipt>(
  db: Queryable,
  id: string,
): Promise<StoredControlImport<Receipt> | undefined> {
  const { rows } = await db.query<StoredControlImport<Receipt>>(
    `select ${COLUMNS} from control_imports where id = $1`,
    [id],
  );
  return rows[0];
}

/** The import in force of a file's bytes for a site. */
export async function findControlImport<Receipt>(
  db: Queryable,
  sha256: string,
  siteId: string | null,
): Promise<StoredControlImport<Receipt> | undefined> {
  const { rows } = await db.query<StoredControlImport<Receipt>>(
    `select ${COLUMNS} from control_imports
     where sha256 = $1 and coalesce(site_id, '') = coalesce($2, '') and retired_at is null`,
    [sha256, siteId],
  );
  return rows[0];
}

export async function insertControlImport(
  db: Queryable,
  record: Omit<StoredControlImport<unknown>, 'receipt' | 'retiredBy' | 'retiredAt'>,
): Promise<void> {
  await db.query(
    `insert into control_imports (id, file_name, sha256, size_bytes, site_id, receipt, actor, created_at)
     values ($1, $2, $3, $4, $5, '{}', $6, $7)`,
    [record.id, record.fileName, record.sha256, record.sizeBytes, record.siteId, record.actor, record.createdAt],
  );
}

export async function saveControlReceipt(db: Queryable, id: string, receipt: unknown): Promise<void> {
  await db.query('update control_imports set receipt = $2 where id = $1', [id, JSON.stringify(receipt)]);
}

/** Takes the evidence away and keeps the receipt. False: there is no such import in force. */
export async function retireControlImport(db: Queryable, id: string, actor: string, at: Date): Promise<boolean> {
  const { rowCount } = await db.query(
    'update control_imports set retired_by = $2, retired_at = $3 where id = $1 and retired_at is null',
    [id, actor, at],
  );
  if (rowCount !== 1) return false;
  for (const table of ['control_evidence', 'control_rules', 'control_targets']) {
    await db.query(`delete from ${table} where import_id = $1`, [id]);
  }
  return true;
}

export interface ControlEvidenceWriter {
  target(number: number, target: FeedTarget): Promise<void> | undefined;
  rule(number: number, rule: StoredControlRule): Promise<void> | undefined;
  evidence(row: StoredControlEvidence): Promise<void> | undefined;
  flush(): Promise<void>;
}

export function controlEvidenceWriter(db: Queryable, importId: string): ControlEvidenceWriter {
  const targets = bulkWriter(db, 'control_targets', ['import_id', 'target', 'doc']);
  const rules = bulkWriter(db, 'control_rules', ['import_id', 'rule', 'doc']);
  const evidence = bulkWriter(db, 'control_evidence', [
    'import_id',
    'number',
    'target',
    'rule',
    'state',
    'observed_at',
    'profile',
    'severity',
    'detail',
  ]);
  return {
    target: (number, target) => targets.add([importId, number, JSON.stringify(target)]),
    rule: (number, rule) => rules.add([importId, number, JSON.stringify(rule)]),
    evidence: (row) =>
      evidence.add([
        importId,
        row.number,
        row.target,
        row.rule,
        row.state,
        row.observedAt,
        row.profile,
        row.severity,
        row.detail,
      ]),
    async flush() {
      await targets.flush();
      await rules.flush();
      await evidence.flush();
    },
  };
}

export async function readControlTargets(
  db: Queryable,
  importId: string,
): Promise<readonly { readonly target: number; readonly doc: FeedTarget }[]> {
  const { rows } = await db.query<{ target: number; doc: FeedTarget }>(
    'select target, doc from control_targets where import_id = $1 order by target',
    [importId],
  );
  return rows;
}

export async function readControlRules(
  db: Queryable,
  importId: string,
): Promise<readonly { readonly rule: number; readonly doc: StoredControlRule }[]> {
  const { rows } = await db.query<{ rule: number; doc: StoredControlRule }>(
    'select rule, doc from control_rules where import_id = $1 order by rule',
    [importId],
  );
  return rows;
}

/** In the order of the file, a page at a time. */
export async function* controlEvidenceOf(
  db: Queryable,
  importId: string,
  pageRows = 20_000,
): AsyncGenerator<StoredControlEvidence> {
  let after = -1;
  for (;;) {
    const { rows } = await db.query<Omit<StoredControlEvidence, 'observedAt'> & { observedAt: Date | null }>(
      `select number, target, rule, state, observed_at as "observedAt", profile, severity, detail
       from control_evidence where import_id = $1 and number > $2 order by number limit $3`,
      [importId, after, pageRows],
    );
    for (const row of rows) yield { ...row, observedAt: row.observedAt?.toISOString() ?? null };
    const last = rows.at(-1);
    if (last === undefined || rows.length < pageRows) return;
    after = last.number;
  }
}
