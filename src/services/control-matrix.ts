/** Controls by site or application, and one control with the evidence of every feed (S7). */

import type { ControlFramework } from '../core/catalog/control-mappings.ts';
import { failure } from '../core/errors/registry.ts';
import type { EvidenceBasis, SatisfiedBasis } from '../core/policy/controls/basis.ts';
import { SATISFIED_BASES } from '../core/policy/controls/basis.ts';
import type { ControlColumns } from '../core/policy/controls/columns.ts';
import { answersFor, evidenceOf } from '../core/policy/controls/details.ts';
import type { ControlAnswer } from '../core/policy/controls/details.ts';
import type { EvidenceLine } from '../core/policy/controls/evidence-lines.ts';
import { FEEDS } from '../core/policy/controls/evidence.ts';
import type { FeedId } from '../core/policy/controls/evidence.ts';
import { controlMatrix } from '../core/policy/controls/matrix.ts';
import type { ControlMatrix, ControlRow, StateCounts } from '../core/policy/controls/matrix.ts';
import { CONTROL_STATES } from '../core/policy/controls/states.ts';
import type { ControlState as State } from '../core/policy/controls/states.ts';
import { suggestion } from '../core/policy/did-you-mean.ts';
import type { ServiceContext } from './context.ts';
import { controlState } from './control-book.ts';
import type { ControlState } from './control-book.ts';

export interface MatrixQuery {
  readonly framework?: string | undefined;
  readonly by: ControlColumns;
  readonly state?: State | undefined;
  /** Only controls that are satisfied, on this. */
  readonly basis?: SatisfiedBasis | undefined;
  readonly conflict?: boolean | undefined;
  readonly feed?: FeedId | undefined;
  readonly column?: string | undefined;
  /** Most applications to show: the largest. */
  readonly columns?: number | undefined;
  readonly staleAfterDays: number;
}

export interface ControlList extends Omit<ControlMatrix, 'rows'> {
  readonly generation: number;
  readonly imports: number;
  readonly frameworks: readonly { id: string; name: string; unit: string; note: string | null }[];
  /** Controls in each state over all columns, and contradicted ones, before filters. */
  readonly totals: StateCounts;
  /** Of the satisfied ones, on what. */
  readonly satisfied: Readonly<Record<SatisfiedBasis, number>>;
  readonly conflicts: number;
  readonly items: readonly ControlRow[];
  readonly total: number;
}

/** Applications beside each other, unless more are asked for. */
const MOST_COLUMNS = 60;
/** Each application that is looked at alone makes a matrix. */
const MOST_KEPT = 40;

const matrices = new WeakMap<ControlState, Map<string, ControlMatrix>>();

/** Asked for again and again while somebody looks around: each is made once. */
function matrixOf(
  state: ControlState,
  framework: string,
  { by, column, columns = MOST_COLUMNS }: Pick<MatrixQuery, 'by' | 'column' | 'columns'>,
): ControlMatrix {
  let known = matrices.get(state);
  if (known === undefined) matrices.set(state, (known = new Map()));
  const only = by === 'application' ? column : undefined;
  const key = JSON.stringify([framework, by, columns, only]);
  let matrix = known.get(key);
  if (matrix === undefined) {
    if (known.size >= MOST_KEPT) known.clear();
    matrix = controlMatrix(state.book, framework, by, { most: columns, ...(only !== undefined && { only }) });
    known.set(key, matrix);
  }
  return matrix;
}

/** Throws IST-2101 without an estate, IST-4065 for an unknown framework. */
export async function listControls(context: ServiceContext, query: MatrixQuery): Promise<ControlList> {
  const state = await controlState(context, query.staleAfterDays);
  const { frameworks } = state.catalog['control-mappings'];
  const framework = query.framework === undefined ? frameworks[0] : frameworks.find(({ id }) => id === query.framework);
  if (framework === undefined) throw unknownFramework(query.framework ?? '', frameworks);
  const matrix = matrixOf(state, framework.id, query);
  const items = matrix.rows.flatMap((row) => {
    const narrowed = query.column === undefined ? row : inColumn(row, query.column);
    return fits(narrowed, query) ? [narrowed] : [];
  });
  const totals = Object.fromEntries(
    CONTROL_STATES.map((each) => [each, matrix.rows.filter((row) => row.state === each).length]),
  ) as Record<State, number>;
  const satisfied = Object.fromEntries(
    SATISFIED_BASES.map((each) => [each, matrix.rows.filter(({ basis }) => basis === each).length]),
  ) as Record<SatisfiedBasis, number>;
  const { rows: _rows, ...head } = matrix;
  return {
    ...head,
    generation: state.generation,
    imports: state.imports,
    frameworks: frameworks.map(({ id, name, unit, note }) => ({ id, name, unit, note: note ?? null })),
    totals,
    satisfied,
    conflicts: matrix.rows.filter(({ conflicts }) => conflicts > 0).length,
    items,
    total: items.length,
  };
}

/** The row as if there were that column alone. */
function inColumn(row: ControlRow, column: string): ControlRow {
  const cell = row.cells.find((each) => each.column === column);
  if (cell === undefined)
    return { ...row, state: 'unknown', basis: null, conflicts: 0, feeds: [], newest: null, cells: [] };
  const { state, basis, conflicts, feeds, newest } = cell;
  return { ...row, state, basis, conflicts: conflicts.check + conflicts.control, feeds, newest, cells: [cell] };
}

const fits = (row: ControlRow, { state, basis, conflict, feed }: MatrixQuery): boolean =>
  (state === undefined || row.state === state) &&
  (basis === undefined || row.basis === basis) &&
  (conflict === undefined || row.conflicts > 0 === conflict) &&
  (feed === undefined || row.feeds.some((each) => each.feed === feed));

export interface DetailsQuery extends Omit<MatrixQuery, 'basis'> {
  /** Only evidence of this kind. */
  readonly basis?: EvidenceBasis | undefined;
  /** "framework:control", or a control that one framework alone has. */
  readonly id: string;
  readonly limit: number;
}

export interface ControlDetails extends ControlRow {
  readonly unit: string;
  readonly frameworkName: string;
  readonly asOf: string;
  readonly staleAfterDays: number;
  readonly columns: ControlMatrix['columns'];
  readonly evidence: readonly EvidenceLine[];
  /** Pieces of evidence that fit the filter; `evidence` holds the worst of each feed. */
  readonly evidenceTotal: number;
  readonly answers: readonly ControlAnswer[];
}

/** Throws IST-2101 without an estate, IST-4065 for an unknown control, IST-4066 for one that several frameworks have. */
export async function getControl(context: ServiceContext, query: DetailsQuery): Promise<ControlDetails> {
  const state = await controlState(context, query.staleAfterDays);
  const { framework, control } = named(state, query);
  const matrix = matrixOf(state, framework.id, query);
  const row = matrix.rows.find((each) => each.control === control);
  if (row === undefined) throw unknownControl(control, matrix);
  const { lines, total } = evidenceOf(state.book, framework.id, control, {
    by: query.by,
    perFeed: query.limit,
    ...(query.basis !== undefined && { basis: query.basis }),
    ...(query.column !== undefined && { column: query.column }),
    ...(query.feed !== undefined && { feed: query.feed }),
    ...(query.state !== undefined && { state: query.state }),
    ...(query.conflict !== undefined && { conflict: query.conflict }),
  });
  return {
    ...row,
    unit: framework.unit,
    frameworkName: framework.name,
    asOf: matrix.asOf,
    staleAfterDays: matrix.staleAfterDays,
    columns: matrix.columns,
    evidence: FEEDS.flatMap((feed) => lines.filter((line) => line.feed === feed).slice(0, query.limit)),
    evidenceTotal: total,
    answers: answersFor(state.book, framework.id, control),
  };
}

function named(state: ControlState, { id, ...query }: DetailsQuery): { framework: ControlFramework; control: string } {
  const { frameworks } = state.catalog['control-mappings'];
  const [first, rest] = splitOnce(id);
  if (rest !== undefined) {
    const framework = frameworks.find((each) => each.id === first);
    if (framework === undefined) throw unknownFramework(first, frameworks);
    return { framework, control: controlIn(matrixOf(state, framework.id, query), rest) ?? rest };
  }
  const found = frameworks.flatMap((framework) => {
    const control = controlIn(matrixOf(state, framework.id, query), id);
    return control === undefined ? [] : [{ framework, control }];
  });
  const [only, ...others] = found;
  if (only === undefined) throw failure('IST-4065', `no framework has a control "${id}"`);
  if (others.length === 0) return only;
  const choices = found.map(({ framework, control }) => `${framework.id}/${control}`);
  throw failure('IST-4066', `"${id}" is in ${choices.length} frameworks: ${choices.join(', ')}`);
}

const splitOnce = (id: string): readonly [string, string?] => {
  const at = id.search(/[:/]/);
  return at < 0 ? [id] : [id.slice(0, at), id.slice(at + 1)];
};

const controlIn = (matrix: ControlMatrix, id: string): string | undefined =>
  matrix.rows.find(({ control }) => control.toLowerCase() === id.toLowerCase())?.control;

function unknownFramework(id: string, frameworks: readonly ControlFramework[]): Error {
  const ids = frameworks.map((framework) => framework.id);
  return failure('IST-4065', `there is no framework "${id}".${suggestion(id, ids)} Frameworks: ${ids.join(', ')}`);
}

function unknownControl(control: string, matrix: ControlMatrix): Error {
  const near = suggestion(
    control,
    matrix.rows.map((row) => row.control),
  );
  return failure(
    'IST-4065',
    `${matrix.framework} has no control "${control}" that any check or feed speaks to.${near}`,
  );
}
