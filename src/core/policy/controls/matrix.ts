/**
 * Controls by site or by application: one pure function of the catalogue, our findings and the evidence that was brought
 * in. A cell is as bad as its worst workload, and a workload nobody looked at is unknown: a control is satisfied somewhere
 * only when every workload there was looked at.
 */

import { compareText } from '../../plan/order.ts';
import { satisfiedBasis } from './basis.ts';
import type { SatisfiedBasis } from './basis.ts';
import { compareControls } from './control-id.ts';
import type { FeedId } from './evidence.ts';
import { CONTROL_STATES, noStates, worse } from './states.ts';
import type { ControlState } from './states.ts';
import type { ControlBook } from './book.ts';
import { columnOf, NOWHERE } from './columns.ts';
import type { ControlColumns } from './columns.ts';
import { FeedTallies } from './feed-tallies.ts';
import type { FeedTally } from './feed-tallies.ts';
import { verdictsOf } from './verdicts.ts';
import type { SubjectVerdict } from './verdicts.ts';

export type StateCounts = Readonly<Record<ControlState, number>>;

export interface ControlCell {
  /** Id of the site, or name of the application; "" is none. */
  readonly column: string;
  readonly state: ControlState;
  /** Workloads by state; those nobody looked at are among the unknown. */
  readonly workloads: StateCounts;
  /** Parts of the site that are no workloads, by state. What is well with one of them says nothing of the site. */
  readonly parts: StateCounts;
  /** Of the satisfied workloads: only because somebody says so; nothing looked. */
  readonly stated: number;
  /** On what it is satisfied; null in any other state. */
  readonly basis: SatisfiedBasis | null;
  /** Workloads without a word about this control from any feed. */
  readonly uncovered: number;
  /** How many of the row's checks some word answers here. The state rests on these alone, and on what feeds cite. */
  readonly answered: number;
  /** Workloads about which feeds contradict each other: over one check, or only over the control. */
  readonly conflicts: { readonly check: number; readonly control: number };
  readonly feeds: readonly FeedTally[];
  readonly newest: string | null;
  /** Every word is too old to show that something is well. */
  readonly stale: boolean;
}

/** A technical check that speaks to the control. No check alone is all a control asks. */
export interface RowCheck {
  readonly id: string;
  readonly title: string;
  readonly confidence: string;
  /** Some word about something answers it, well or badly. */
  readonly answered: boolean;
}

export interface ControlRow {
  readonly framework: string;
  readonly control: string;
  readonly checks: readonly RowCheck[];
  /** The worst of the columns that hold a workload or a word. */
  readonly state: ControlState;
  /** On what it is satisfied; null in any other state. */
  readonly basis: SatisfiedBasis | null;
  readonly conflicts: number;
  readonly feeds: readonly FeedTally[];
  readonly newest: string | null;
  /** Only columns with evidence; in the others the control is unknown. */
  readonly cells: readonly ControlCell[];
}

export interface ControlMatrix {
  readonly framework: string;
  readonly by: ControlColumns;
  readonly asOf: string;
  readonly staleAfterDays: number;
  readonly columns: readonly { readonly id: string; readonly workloads: number }[];
  /** Columns that count in every row and have no cell, since fewer were asked for. */
  readonly columnsLeftOut: number;
  readonly rows: readonly ControlRow[];
  /** Evidence that belongs to no known machine or site, by feed. */
  readonly unplaced: Readonly<Partial<Record<FeedId, number>>>;
}

interface Growing {
  readonly workloads: Record<ControlState, number>;
  readonly parts: Record<ControlState, number>;
  stated: number;
  check: number;
  control: number;
}

export interface ShownColumns {
  /** So many of applications: those with the most workloads. Sites are shown all. */
  readonly most?: number;
  /** That application alone. */
  readonly only?: string;
}

/** Throws nothing: a framework the catalogue does not have gives no rows. */
export function controlMatrix(
  book: ControlBook,
  framework: string,
  by: ControlColumns,
  wanted: ShownColumns = {},
): ControlMatrix {
  const columns = columnsOf(book, by);
  const shown = shownOf(columns, by, wanted);
  const isShown = new Set(shown.map(({ id }) => id));
  const cells = new Map<string, Map<string, Growing>>();
  const remembered = new Map<string | Words, ReadonlyMap<string, SubjectVerdict>>();
  const verdictsAbout = (words: Words): ReadonlyMap<string, SubjectVerdict> => {
    const known = remembered.get(words);
    if (known !== undefined) return known;
    const signature = words.map(({ code }) => code).join(' ');
    const verdicts = remembered.get(signature) ?? verdictsOf(words, framework);
    remembered.set(signature, verdicts);
    remembered.set(words, verdicts);
    return verdicts;
  };
  for (const [column, groups] of groupsOf(book, by)) {
    for (const [words, count] of groups) {
      for (const [control, { state, conflict, stated }] of verdictsAbout(words)) {
        const cell = growing(cells, control, column);
        cell.workloads[state] += count;
        if (stated) cell.stated += count;
        if (conflict !== null) cell[conflict] += count;
      }
    }
  }
  if (by === 'site') {
    for (const [siteId, parts] of book.subjects.parts) {
      for (const words of parts.values()) {
        for (const [control, { state }] of verdictsOf(words, framework)) {
          growing(cells, control, siteId).parts[state] += 1;
        }
      }
    }
  }
  const tallies = new FeedTallies(book, framework, by, isShown);
  const controls = new Set([...book.index.controlsOf(framework), ...cells.keys(), ...tallies.controls()]);
  const rows = [...controls]
    .sort(compareControls)
    .map((control) => rowOf(book, framework, control, { columns, isShown }, cells.get(control) ?? new Map(), tallies));
  return {
    framework,
    by,
    asOf: book.asOf,
    staleAfterDays: book.staleAfterDays,
    columns: shown,
    columnsLeftOut: columns.length - shown.length,
    rows,
    unplaced: Object.fromEntries(book.subjects.unplaced),
  };
}

type Words = ReturnType<ControlBook['wordsAbout']>;

/** Workloads of a column about which the same is said, counted. */
function groupsOf(book: ControlBook, by: ControlColumns): ReadonlyMap<string, ReadonlyMap<Words, number>> {
  const groups = new Map<string, Map<Words, number>>();
  for (const [id, place] of book.workloads) {
    const words = book.wordsAbout(id, place.siteId);
    if (words.length === 0) continue;
    const column = columnOf(place, by);
    let known = groups.get(column);
    if (known === undefined) groups.set(column, (known = new Map()));
    known.set(words, (known.get(words) ?? 0) + 1);
  }
  return groups;
}

function columnsOf(book: ControlBook, by: ControlColumns): ControlMatrix['columns'] {
  const counts = new Map<string, number>(by === 'site' ? book.siteIds.map((id) => [id, 0]) : []);
  for (const place of book.workloads.values()) {
    const column = columnOf(place, by);
    counts.set(column, (counts.get(column) ?? 0) + 1);
  }
  const listed = [...counts].map(([id, workloads]) => ({ id, workloads }));
  // Sites stay in the order of sites.yaml; nowhere comes last.
  if (by === 'application') listed.sort((a, b) => compareText(a.id, b.id));
  return [...listed.filter(({ id }) => id !== NOWHERE), ...listed.filter(({ id }) => id === NOWHERE)];
}

/** Of applications there may be thousands. What is left out has workloads, so its state needs no tally of feeds. */
function shownOf(
  columns: ControlMatrix['columns'],
  by: ControlColumns,
  { most, only }: ShownColumns,
): ControlMatrix['columns'] {
  if (by === 'site') return columns;
  if (only !== undefined) return columns.filter(({ id }) => id === only);
  if (most === undefined || columns.length <= most) return columns;
  const largest = columns.toSorted((a, b) => b.workloads - a.workloads || compareText(a.id, b.id)).slice(0, most);
  const kept = new Set(largest.map(({ id }) => id));
  return columns.filter(({ id }) => kept.has(id));
}

function growing(cells: Map<string, Map<string, Growing>>, control: string, column: string): Growing {
  let row = cells.get(control);
  if (row === undefined) cells.set(control, (row = new Map()));
  let cell = row.get(column);
  if (cell === undefined) row.set(column, (cell = nothing()));
  return cell;
}

const nothing = (): Growing => ({ workloads: noStates(), parts: noStates(), stated: 0, check: 0, control: 0 });

function rowOf(
  book: ControlBook,
  framework: string,
  control: string,
  { columns, isShown }: { readonly columns: ControlMatrix['columns']; readonly isShown: ReadonlySet<string> },
  grown: ReadonlyMap<string, Growing>,
  tallies: FeedTallies,
): ControlRow {
  const cells: ControlCell[] = [];
  const states: ControlState[] = [];
  const bases: (SatisfiedBasis | null)[] = [];
  let conflicts = 0;
  for (const { id: column, workloads } of columns) {
    const feeds = tallies.feedsOf(control, column);
    const found = grown.get(column);
    if (found === undefined && feeds.length === 0) {
      if (workloads > 0) states.push('unknown');
      continue;
    }
    const answered = tallies.answered(control, column).size;
    const cell = { ...cellOf(column, workloads, found ?? nothing(), feeds), answered };
    states.push(cell.state);
    bases.push(cell.basis);
    conflicts += cell.conflicts.check + cell.conflicts.control;
    if (isShown.has(column)) cells.push(cell);
  }
  const feeds = tallies.feedsOf(control);
  const answered = tallies.answered(control);
  const state = states.length === 0 ? 'unknown' : states.reduce(worse);
  return {
    framework,
    control,
    checks: book.index
      .checksOf(framework, control)
      .map(({ id, title, conf }) => ({ id, title, confidence: conf, answered: answered.has(id) })),
    state,
    basis: state === 'satisfied' ? basisOver(bases) : null,
    conflicts,
    feeds,
    newest: newestOf(feeds),
    cells,
  };
}

function cellOf(
  column: string,
  all: number,
  grown: Growing,
  feeds: readonly FeedTally[],
): Omit<ControlCell, 'answered'> {
  const covered = CONTROL_STATES.reduce((sum, state) => sum + grown.workloads[state], 0);
  const uncovered = all - covered;
  const workloads = { ...grown.workloads, unknown: grown.workloads.unknown + uncovered };
  const there = CONTROL_STATES.filter((state) => workloads[state] > 0);
  // A site that nothing runs on yet has evidence of its own only.
  const around = feeds.flatMap(({ states }) => CONTROL_STATES.filter((state) => states[state] > 0));
  const parts = CONTROL_STATES.filter((state) => grown.parts[state] > 0);
  const seen = [...(there.length > 0 ? there : around), ...parts];
  const state = seen.length === 0 ? 'unknown' : seen.reduce(worse);
  return {
    column,
    state,
    workloads,
    parts: grown.parts,
    stated: grown.stated,
    basis: state === 'satisfied' ? basisIn(workloads.satisfied, grown.stated, feeds) : null,
    uncovered,
    conflicts: { check: grown.check, control: grown.control },
    feeds,
    newest: newestOf(feeds),
    stale: feeds.length > 0 && feeds.every(({ evidence, stale }) => evidence === stale),
  };
}

/** Where nothing runs yet, what is said of the site itself decides. */
function basisIn(satisfied: number, stated: number, feeds: readonly FeedTally[]): SatisfiedBasis | null {
  if (satisfied > 0) return satisfiedBasis(satisfied, stated);
  const sum = (count: (feed: FeedTally) => number): number => feeds.reduce((all, feed) => all + count(feed), 0);
  const passes = sum(({ states }) => states.satisfied);
  // Words stand beside each other here: one that looked is enough.
  return passes === 0 ? null : sum((feed) => feed.stated) < passes ? 'observed' : 'stated';
}

/** Over all columns: as one of them, where they agree. */
function basisOver(bases: readonly (SatisfiedBasis | null)[]): SatisfiedBasis | null {
  const [first = null, ...others] = new Set(bases.flatMap((basis) => basis ?? []));
  return others.length === 0 ? first : 'partly';
}

function newestOf(feeds: readonly FeedTally[]): string | null {
  const times = feeds.flatMap(({ newest }) => (newest === null ? [] : [newest]));
  return times.length === 0 ? null : times.reduce((a, b) => (Date.parse(b) > Date.parse(a) ? b : a));
}
