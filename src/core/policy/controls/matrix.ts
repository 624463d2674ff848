/**
 * Controls by site or by application: one pure function of the catalogue, our findings and the evidence that was brought
 * in. A cell is as bad as its worst workload, and a workload nobody looked at is unknown: a control is satisfied somewhere
 * only when every workload there was looked at.
 */

import { compareText } from '../../plan/order.ts';
import { compareControls } from './control-id.ts';
import type { FeedId } from './evidence.ts';
import { CONTROL_STATES, worse } from './states.ts';
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
  /** Workloads without a word about this control from any feed. */
  readonly uncovered: number;
  /** Workloads about which feeds contradict each other: over one check, or only over the control. */
  readonly conflicts: { readonly check: number; readonly control: number };
  readonly feeds: readonly FeedTally[];
  readonly newest: string | null;
  /** Every word is too old to show that something is well. */
  readonly stale: boolean;
}

export interface ControlRow {
  readonly framework: string;
  readonly control: string;
  readonly checks: readonly { readonly id: string; readonly title: string; readonly confidence: string }[];
  /** The worst of the columns that hold a workload or a word. */
  readonly state: ControlState;
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
  readonly rows: readonly ControlRow[];
  /** Evidence that belongs to no known machine or site, by feed. */
  readonly unplaced: Readonly<Partial<Record<FeedId, number>>>;
}

interface Growing {
  readonly workloads: Record<ControlState, number>;
  readonly parts: Record<ControlState, number>;
  check: number;
  control: number;
}

/** Throws nothing: a framework the catalogue does not have gives no rows. */
export function controlMatrix(book: ControlBook, framework: string, by: ControlColumns): ControlMatrix {
  const columns = columnsOf(book, by);
  const cells = new Map<string, Map<string, Growing>>();
  const remembered = new Map<string, ReadonlyMap<string, SubjectVerdict>>();
  for (const [column, groups] of groupsOf(book, by)) {
    for (const { signature, words, count } of groups.values()) {
      let verdicts = remembered.get(signature);
      if (verdicts === undefined) remembered.set(signature, (verdicts = verdictsOf(words, framework)));
      for (const [control, { state, conflict }] of verdicts) {
        const cell = growing(cells, control, column);
        cell.workloads[state] += count;
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
  const tallies = new FeedTallies(book, framework, by);
  const controls = new Set([...book.index.controlsOf(framework), ...cells.keys(), ...tallies.controls()]);
  const rows = [...controls]
    .sort(compareControls)
    .map((control) => rowOf(book, framework, control, columns, cells.get(control) ?? new Map(), tallies));
  return {
    framework,
    by,
    asOf: book.asOf,
    staleAfterDays: book.staleAfterDays,
    columns,
    rows,
    unplaced: Object.fromEntries(book.subjects.unplaced),
  };
}

interface Group {
  readonly signature: string;
  readonly words: ReturnType<ControlBook['wordsAbout']>;
  count: number;
}

/** Workloads of a column about which the same is said, counted. */
function groupsOf(book: ControlBook, by: ControlColumns): ReadonlyMap<string, ReadonlyMap<string, Group>> {
  const groups = new Map<string, Map<string, Group>>();
  for (const [id, place] of book.workloads) {
    const words = book.wordsAbout(id, place.siteId);
    if (words.length === 0) continue;
    const signature = words.map(({ code }) => code).join(' ');
    const column = columnOf(place, by);
    const known = groups.get(column) ?? new Map<string, Group>();
    groups.set(column, known);
    const group = known.get(signature);
    if (group === undefined) known.set(signature, { signature, words, count: 1 });
    else group.count += 1;
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

function growing(cells: Map<string, Map<string, Growing>>, control: string, column: string): Growing {
  let row = cells.get(control);
  if (row === undefined) cells.set(control, (row = new Map()));
  let cell = row.get(column);
  if (cell === undefined) row.set(column, (cell = nothing()));
  return cell;
}

const nothing = (): Growing => ({ workloads: noStates(), parts: noStates(), check: 0, control: 0 });

const noStates = (): Record<ControlState, number> => ({
  violated: 0,
  unknown: 0,
  waived: 0,
  satisfied: 0,
  'not-applicable': 0,
});

function rowOf(
  book: ControlBook,
  framework: string,
  control: string,
  columns: ControlMatrix['columns'],
  grown: ReadonlyMap<string, Growing>,
  tallies: FeedTallies,
): ControlRow {
  const cells: ControlCell[] = [];
  const states: ControlState[] = [];
  for (const { id: column, workloads } of columns) {
    const feeds = tallies.feedsOf(control, column);
    const found = grown.get(column);
    if (found === undefined && feeds.length === 0) {
      if (workloads > 0) states.push('unknown');
      continue;
    }
    const cell = cellOf(column, workloads, found ?? nothing(), feeds);
    cells.push(cell);
    states.push(cell.state);
  }
  const feeds = tallies.feedsOf(control);
  return {
    framework,
    control,
    checks: book.index.checksOf(framework, control).map(({ id, title, conf }) => ({ id, title, confidence: conf })),
    state: states.length === 0 ? 'unknown' : states.reduce(worse),
    conflicts: cells.reduce((sum, { conflicts }) => sum + conflicts.check + conflicts.control, 0),
    feeds,
    newest: newestOf(feeds),
    cells,
  };
}

function cellOf(column: string, all: number, grown: Growing, feeds: readonly FeedTally[]): ControlCell {
  const covered = CONTROL_STATES.reduce((sum, state) => sum + grown.workloads[state], 0);
  const uncovered = all - covered;
  const workloads = { ...grown.workloads, unknown: grown.workloads.unknown + uncovered };
  const there = CONTROL_STATES.filter((state) => workloads[state] > 0);
  // A site that nothing runs on yet has evidence of its own only.
  const around = feeds.flatMap(({ states }) => CONTROL_STATES.filter((state) => states[state] > 0));
  const parts = CONTROL_STATES.filter((state) => grown.parts[state] > 0);
  const seen = [...(there.length > 0 ? there : around), ...parts];
  return {
    column,
    state: seen.length === 0 ? 'unknown' : seen.reduce(worse),
    workloads,
    parts: grown.parts,
    uncovered,
    conflicts: { check: grown.check, control: grown.control },
    feeds,
    newest: newestOf(feeds),
    stale: feeds.length > 0 && feeds.every(({ evidence, stale }) => evidence === stale),
  };
}

function newestOf(feeds: readonly FeedTally[]): string | null {
  const times = feeds.flatMap(({ newest }) => (newest === null ? [] : [newest]));
  return times.length === 0 ? null : times.reduce((a, b) => (Date.parse(b) > Date.parse(a) ? b : a));
}
