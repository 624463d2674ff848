/** Texts that people write and the product obeys: the sites file, packs. Every version is kept. */

import { digestText } from '../core/evidence/digest.ts';
import type { Queryable } from './store.ts';

export interface StoredDocument {
  readonly kind: string;
  readonly name: string;
  readonly version: number;
  /** "sha256:" and hex, of the text. */
  readonly digest: string;
  readonly content: string;
  readonly actor: string;
  readonly createdAt: Date;
}

/** The one sites file. */
export const SITES_DOCUMENT = { kind: 'sites', name: 'sites.yaml' } as const;

const COLUMNS = 'kind, name, version, digest, content, actor, created_at as "createdAt"';

/** The newest version, or the numbered one. */
export async function readDocument(
  db: Queryable,
  key: { readonly kind: string; readonly name: string },
  version?: number,
): Promise<StoredDocument | undefined> {
  const { rows } = await db.query<StoredDocument>(
    `select ${COLUMNS} from documents where kind = $1 and name = $2 and ($3::int is null or version = $3) order by version desc limit 1`,
    [key.kind, key.name, version ?? null],
  );
  return rows[0];
}

/** Adds a version. The same text as the newest version adds none and gives that one back. */
export async function saveDocument(
  db: Queryable,
  document: {
    readonly kind: string;
    readonly name: string;
    readonly content: string;
    readonly actor: string;
    readonly createdAt: Date;
  },
): Promise<StoredDocument> {
  const digest = digestText(document.content);
  for (;;) {
    const newest = await readDocument(db, document);
    if (newest?.digest === digest) return newest;
    const { rows } = await db.query<StoredDocument>(
      `insert into documents (kind, name, version, digest, content, actor, created_at) values ($1, $2, $3, $4, $5, $6, $7)
       on conflict do nothing returning ${COLUMNS}`,
      [
        document.kind,
        document.name,
        (newest?.version ?? 0) + 1,
        digest,
        document.content,
        document.actor,
        document.createdAt,
      ],
    );
    // Nothing returned: another process added this version first; look again.
    if (rows[0] !== undefined) return rows[0];
  }
}

/** The newest version of every document of a kind, by name. */
export async function readDocuments(db: Queryable, kind: string): Promise<readonly StoredDocument[]> {
  const { rows } = await db.query<StoredDocument>(
    `select distinct on (name) ${COLUMNS} from documents where kind = $1 order by name, version desc`,
    [kind],
  );
  return rows;
}

/** Every version of a document, the newest first. */
export async function readHistory(
  db: Queryable,
  key: { readonly kind: string; readonly name: string },
): Promise<readonly StoredDocument[]> {
  const { rows } = await db.query<StoredDocument>(
    `select ${COLUMNS} from documents where kind = $1 and name = $2 order by version desc`,
    [key.kind, key.name],
  );
  return rows;
}
