/** How much evidence of each feed stands behind a cell, how new it is, and what it says. */

import type { ControlBook } from './book.ts';
import type { FeedId } from './evidence.ts';
import { FEEDS } from './evidence.ts';
import { columnOf } from './columns.ts';
import type { ControlColumns } from './columns.ts';
import { noStates } from './states.ts';
import type { ControlState } from './states.ts';
import { ORGANISATION } from './subjects.ts';
import type { Statement } from './subjects.ts';

export interface FeedTally {
  readonly feed: FeedId;
  /** Pieces of evidence. */
  readonly evidence: number;
  /** By what they mean for a control. */
  readonly states: Readonly<Record<ControlState, number>>;
  /** Of those that satisfy: somebody only says so, and nothing looked. */
  readonly stated: number;
  /** Of them, too old or of unknown age. */
  readonly stale: number;
  readonly newest: string | null;
}

interface Growing {
  evidence: number;
  readonly states: Record<ControlState, number>;
  stated: number;
  stale: number;
  newest: string | null;
}

export class FeedTallies {
  readonly #framework: string;
  /** By control, column and feed. Every column together is under null. */
  readonly #tallies = new Map<string, Map<string | null, Map<FeedId, Growing>>>();
  /** Checks with an answer, by control and column. */
  readonly #answered = new Map<string, Map<string | null, Set<string>>>();

  /** Of `shown` columns, and of all together. */
  constructor(book: ControlBook, framework: string, by: ControlColumns, shown: ReadonlySet<string>) {
    this.#framework = framework;
    const counted = new Map<string, Map<Statement, number>>();
    for (const [column, lists] of listsByColumn(book, by)) {
      const inColumn = new Map<Statement, number>();
      counted.set(column, inColumn);
      for (const [statements, workloads] of lists) {
        for (const statement of statements) inColumn.set(statement, (inColumn.get(statement) ?? 0) + workloads);
      }
    }
    for (const [column, statements] of counted) {
      for (const [statement, times] of statements)
        this.#add(shown.has(column) ? [column, null] : [null], statement, times);
    }
    const columnsAt = by === 'site' ? undefined : applicationsBySite(book);
    for (const [siteId, statements] of book.subjects.sites) {
      const columns = columnsAt === undefined ? sitesOf(book, siteId) : (columnsAt.get(siteId) ?? []);
      for (const statement of statements)
        this.#add([...columns.filter((column) => shown.has(column)), null], statement, 1);
    }
    for (const [siteId, parts] of book.subjects.parts) {
      // Nobody knows which application a part of a site serves.
      const columns = by === 'site' && shown.has(siteId) ? [siteId, null] : [null];
      for (const statements of parts.values()) for (const statement of statements) this.#add(columns, statement, 1);
    }
  }

  controls(): Iterable<string> {
    return this.#tallies.keys();
  }

  /** In the order of the feeds. Without a column: of all of them. */
  feedsOf(control: string, column: string | null = null): readonly FeedTally[] {
    const feeds = this.#tallies.get(control)?.get(column);
    if (feeds === undefined) return [];
    return FEEDS.flatMap((feed) => {
      const tally = feeds.get(feed);
      return tally === undefined ? [] : [{ feed, ...tally }];
    });
  }

  /** Checks that some word answers there, well or badly; unknown is no answer. */
  answered(control: string, column: string | null = null): ReadonlySet<string> {
    return this.#answered.get(control)?.get(column) ?? new Set();
  }

  #answer(columns: readonly (string | null)[], { state, links }: Statement): void {
    if (state === 'unknown') return;
    for (const { framework, control, check } of links) {
      if (framework !== this.#framework || check === null) continue;
      const row = this.#answered.get(control) ?? new Map<string | null, Set<string>>();
      this.#answered.set(control, row);
      for (const column of columns) row.set(column, (row.get(column) ?? new Set<string>()).add(check));
    }
  }

  #add(columns: readonly (string | null)[], statement: Statement, times: number): void {
    this.#answer(columns, statement);
    const controls = new Set(
      statement.links.filter(({ framework }) => framework === this.#framework).map(({ control }) => control),
    );
    for (const control of controls) {
      const row = this.#tallies.get(control) ?? new Map<string | null, Map<FeedId, Growing>>();
      this.#tallies.set(control, row);
      for (const column of columns) {
        const feeds = row.get(column) ?? new Map<FeedId, Growing>();
        row.set(column, feeds);
        const tally = feeds.get(statement.feed) ?? {
          evidence: 0,
          states: noStates(),
          stated: 0,
          stale: 0,
          newest: null,
        };
        feeds.set(statement.feed, tally);
        tally.evidence += times;
        tally.states[statement.state] += times;
        if (statement.state === 'satisfied' && statement.basis === 'stated') tally.stated += times;
        if (statement.stale) tally.stale += times;
        if (statement.observedAt !== null && isNewer(statement.observedAt, tally.newest)) {
          tally.newest = statement.observedAt;
        }
      }
    }
  }
}

/** How many workloads of a column share each list of statements. */
function listsByColumn(
  book: ControlBook,
  by: ControlColumns,
): ReadonlyMap<string, ReadonlyMap<readonly Statement[], number>> {
  const columns = new Map<string, Map<readonly Statement[], number>>();
  for (const [id, statements] of book.subjects.workloads) {
    const place = book.workloads.get(id);
    if (place === undefined) continue;
    const column = columnOf(place, by);
    let lists = columns.get(column);
    if (lists === undefined) columns.set(column, (lists = new Map()));
    lists.set(statements, (lists.get(statements) ?? 0) + 1);
  }
  return columns;
}

const isNewer = (time: string, than: string | null): boolean => than === null || Date.parse(time) > Date.parse(than);

/** What holds for the organisation holds at every site. */
const sitesOf = (book: ControlBook, siteId: string): readonly string[] =>
  siteId === ORGANISATION ? book.siteIds : [siteId];

function applicationsBySite(book: ControlBook): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, Set<string>>();
  for (const place of book.workloads.values()) {
    for (const site of [place.siteId, ORGANISATION]) {
      if (site === null) continue;
      const columns = found.get(site) ?? new Set<string>();
      found.set(site, columns);
      columns.add(columnOf(place, 'application'));
    }
  }
  return new Map([...found].map(([site, columns]) => [site, [...columns]]));
}
