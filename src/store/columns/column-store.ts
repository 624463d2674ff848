/** Keeps, while the process lives, the columns that are in use in memory. */

import type { Queryable } from '../store.ts';
import type { Column } from './column.ts';
import { unknownColumn } from './column.ts';
import { isTagPath, TAG_MAP_PATH, tagColumn } from './fields.ts';
import { idsIn, overlaid, overlayOf } from './overlay.ts';
import type { Overlay } from './overlay.ts';
import { readColumns, readSet } from './stored-columns.ts';
import type { SetInfo } from './stored-columns.ts';

interface Loaded extends SetInfo {
  readonly owner: string;
  /** Fields that have a column: all others are unknown throughout. */
  readonly fields: ReadonlySet<string>;
  readonly columns: Map<string, Promise<Column>>;
  /** What this set's own rows are laid over. */
  readonly below?: { readonly set: Loaded; readonly overlay: Promise<Overlay> };
}

/** Owners kept in memory: the newest generations, what they are laid over, and the results that belong to them. */
const MOST_OWNERS = 8;

const ID = 'id';

export class ColumnCache {
  readonly #owners = new Map<string, Promise<Loaded | undefined>>();

  /** Rows and fields of an owner's columns; undefined when there are none for this release's fields. */
  describe(
    db: Queryable,
    owner: string,
  ): Promise<{ readonly rows: number; readonly fields: ReadonlySet<string> } | undefined> {
    return this.#owner(db, owner);
  }

  /** The columns of these paths, read in one go. */
  async load(db: Queryable, owner: string, paths: readonly string[]): Promise<ReadonlyMap<string, Column>> {
    const loaded = await this.#owner(db, owner);
    if (loaded === undefined) throw new Error(`no columns for ${owner}`);
    const plain = [...new Set(paths.map((path) => (isTagPath(path) ? TAG_MAP_PATH : path)))];
    this.#want(db, loaded, plain);
    for (const path of paths) {
      if (!isTagPath(path) || loaded.columns.has(path)) continue;
      const all = loaded.columns.get(TAG_MAP_PATH) ?? Promise.resolve(unknownColumn(loaded.rows));
      loaded.columns.set(
        path,
        all.then((column) => tagColumn(path, column)),
      );
    }
    return new Map(
      await Promise.all(
        paths.map(async (path) => [path, (await loaded.columns.get(path)) ?? unknownColumn(loaded.rows)] as const),
      ),
    );
  }

  forget(owner: string): void {
    this.#owners.delete(owner);
  }

  /** Sees to it that these columns are there or on their way. */
  #want(db: Queryable, loaded: Loaded, paths: readonly string[]): void {
    const missing = paths.filter((path) => !loaded.columns.has(path));
    if (missing.length === 0) return;
    const fetched = this.#fetch(db, loaded, missing);
    for (const path of missing) {
      const one = fetched.then((columns) => columns.get(path) ?? unknownColumn(loaded.rows));
      one.catch(() => loaded.columns.delete(path));
      loaded.columns.set(path, one);
    }
  }

  #owner(db: Queryable, owner: string): Promise<Loaded | undefined> {
    const known = this.#owners.get(owner);
    if (known !== undefined) {
      this.#owners.delete(owner);
      this.#owners.set(owner, known);
      return known;
    }
    const opened = this.#open(db, owner);
    this.#owners.set(owner, opened);
    // What is not there yet may be made any moment: only what was found is remembered.
    void opened.then(
      (found) => found === undefined && this.#owners.delete(owner),
      () => this.#owners.delete(owner),
    );
    for (const oldest of this.#owners.keys()) {
      if (this.#owners.size <= MOST_OWNERS) break;
      this.#owners.delete(oldest);
    }
    return opened;
  }

  async #open(db: Queryable, owner: string): Promise<Loaded | undefined> {
    const found = await readSet(db, owner);
    if (found === undefined) return undefined;
    const fields = new Set(found.fields);
    const loaded = { ...found, owner, fields, columns: new Map<string, Promise<Column>>() };
    if (found.base === undefined) return loaded;
    const set = await this.#owner(db, found.base.owner);
    // Laid over what is no longer there: it has to be made again from the documents.
    if (set === undefined || set.base !== undefined) return undefined;
    const overlay = this.#overlay(db, owner, found, set);
    overlay.catch(() => this.#owners.delete(owner));
    return { ...loaded, fields: new Set([...fields, ...set.fields]), below: { set, overlay } };
  }

  async #overlay(db: Queryable, owner: string, { rows, base }: SetInfo, below: Loaded): Promise<Overlay> {
    this.#want(db, below, [ID]);
    const [ids, own] = await Promise.all([below.columns.get(ID), readColumns(db, owner, [ID], base?.changedRows ?? 0)]);
    const overlay = overlayOf(idsIn(ids), idsIn(own.get(ID)), base?.removed ?? []);
    if (overlay.places.length !== rows) throw new Error(`${owner} has ${overlay.places.length} rows, not ${rows}`);
    return overlay;
  }

  async #fetch(db: Queryable, loaded: Loaded, paths: readonly string[]): Promise<ReadonlyMap<string, Column>> {
    const { owner, rows, base, below } = loaded;
    const reading = readColumns(db, owner, paths, base?.changedRows ?? rows);
    if (below === undefined) return reading;
    this.#want(db, below.set, paths);
    const [own, overlay] = await Promise.all([reading, below.overlay]);
    const columns = new Map<string, Column>();
    for (const path of paths) columns.set(path, overlaid(overlay, await below.set.columns.get(path), own.get(path)));
    return columns;
  }
}
