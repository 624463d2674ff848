/** The verdict matrix (A4): workloads by filter, each with its readiness for every target and the best one. */

import { z } from 'zod';
import type { MatrixDocument, MatrixRow } from '../api/assessments.ts';
import { complexityOfPoints, pointsAt } from '../core/assess/run.ts';
import type { AssessmentShape } from '../core/assess/shape.ts';
import { TARGETS } from '../core/assess/targets/registry.ts';
import type { Readiness, TargetId } from '../core/assess/verdict.ts';
import { failure } from '../core/errors/registry.ts';
import { findField } from '../core/model/fields.ts';
import { fieldsOf } from '../core/model/filter/fields-of.ts';
import { parseFilter } from '../core/model/filter/filter.ts';
import { valueOf } from '../store/columns/column.ts';
import { select } from '../store/columns/select.ts';
import { openAssessment } from './assess-open.ts';
import type { OpenAssessment } from './assess-open.ts';
import { columnsOf, orderOf } from './columns.ts';
import type { ServiceContext } from './context.ts';
import { readContinuation, writeContinuation } from './continuation.ts';

export interface MatrixRequest {
  /** In the filter language; absent: every workload that was judged. */
  readonly filter?: string;
  /** Only workloads of this readiness, for `target` or, without one, for any target that means moving. */
  readonly readiness?: Readiness;
  readonly target?: string;
  /** Only workloads whose best target this is, alone or as good as others; "none" for those without one. */
  readonly best?: string;
  /** Only workloads that these rules alone keep from being ready for `target`. */
  readonly fixes?: readonly string[];
  readonly sort?: string;
  readonly limit: number;
  readonly offset?: number;
  readonly continue?: string;
}

const positionSchema = z.object({ resultId: z.string(), offset: z.number().int().min(0) });

/** Throws IST-2001 to IST-2005 for the filter, IST-2105, IST-2108, IST-3004 for a target that is not judged. */
export async function assessmentMatrix(context: ServiceContext, request: MatrixRequest): Promise<MatrixDocument> {
  const target = targetOf(request);
  const open = await openAssessment(context);
  const position = readContinuation(positionSchema, request.continue);
  if (position !== undefined && position.resultId !== open.resultId)
    throw failure('IST-2105', 'the list was of an assessment that is not the newest any more');
  const ast = parseFilter(request.filter ?? '');
  const sort = request.sort ?? 'name';
  const field = findField(sort.replace(/^-/, ''));
  if (field === undefined) throw failure('IST-2002', `there is no field "${sort}"`);
  const { rows, column } = await columnsOf(context, open.generation).load(['name', field.path, ...fieldsOf(ast)]);
  const { mask } = select(ast, rows, column);
  const wanted = wantedShapes(open, request, target);
  const counts = new Map<number, number>();
  const skip = position?.offset ?? request.offset ?? 0;
  const page: number[] = [];
  let total = 0;
  for (const row of orderOf(field, column(field.path), sort.startsWith('-'))) {
    const shape = open.rows.shapes[row] ?? 0;
    if (mask[row] !== 1 || !wanted.has(shape)) continue;
    counts.set(shape, (counts.get(shape) ?? 0) + 1);
    if (total >= skip && page.length < request.limit) page.push(row);
    total += 1;
  }
  const { entries, codes } = column('name');
  const next = skip + page.length;
  return {
    resultId: open.resultId,
    generation: open.generation,
    targets: TARGETS.map(({ id, title, moves }) => ({ id, title, moves, counts: countsOf(open, counts, id) })),
    items: page.map((row) => matrixRow(open, row, valueOf(entries[codes[row] ?? 0]))),
    total,
    ...(next < total && { continue: writeContinuation({ resultId: open.resultId, offset: next }) }),
  };
}

function targetOf({ target, fixes }: MatrixRequest): TargetId | undefined {
  const known = TARGETS.find(({ id }) => id === target)?.id;
  if (target !== undefined && known === undefined) {
    throw failure('IST-3004', `there is no target "${target}"`, {
      causes: TARGETS.map(({ id, title }) => ({ where: id, message: title })),
    });
  }
  if (known === undefined && fixes !== undefined)
    throw failure('IST-3004', 'what fixes unblock depends on the target; name one');
  return known;
}

function wantedShapes(open: OpenAssessment, request: MatrixRequest, target: TargetId | undefined): ReadonlySet<number> {
  const { readiness, best, fixes } = request;
  const moves = TARGETS.filter((one) => one.moves).map(({ id }) => id);
  const done = new Set(fixes);
  const isWanted = ({ skipped, targets, bestTarget, equallyGood }: AssessmentShape): boolean => {
    if (skipped !== undefined) return false;
    if (best === 'none' && (bestTarget !== null || equallyGood.length > 0)) return false;
    if (best !== undefined && best !== 'none' && bestTarget !== best && !equallyGood.some((id) => id === best))
      return false;
    const looked = target === undefined ? moves : [target];
    if (readiness !== undefined && !looked.some((id) => targets[id]?.readiness === readiness)) return false;
    if (target !== undefined && targets[target] === undefined) return false;
    if (fixes === undefined || target === undefined) return true;
    const blockers = targets[target]?.blockers ?? [];
    return blockers.length > 0 && blockers.every((rule) => done.has(rule));
  };
  return new Set([...open.counts.keys()].filter((number) => isWanted(open.shapeAt(number))));
}

function countsOf(open: OpenAssessment, shapes: ReadonlyMap<number, number>, target: TargetId) {
  const counts = { ready: 0, conditional: 0, 'not-ready': 0, unknown: 0 };
  for (const [number, workloads] of shapes) {
    const readiness = open.shapeAt(number).targets[target]?.readiness;
    if (readiness !== undefined) counts[readiness] += workloads;
  }
  return counts;
}

function matrixRow(open: OpenAssessment, row: number, name: unknown): MatrixRow {
  const { kind, platform, targets, bestTarget, equallyGood } = open.shapeAt(open.rows.shapes[row] ?? 0);
  const workloadId = open.rows.ids[row] ?? '';
  return {
    workloadId,
    name: typeof name === 'string' ? name : workloadId,
    kind,
    platform: platform ?? null,
    complexity: complexityOfPoints(pointsAt(open.rows, row)).score,
    bestTarget,
    equallyGood: [...equallyGood],
    targets: Object.fromEntries(
      Object.entries(targets).map(([id, { readiness, blockers, warnings, unknowns, openAside, fixHours }]) => [
        id,
        {
          readiness,
          blockers: blockers.length,
          warnings: warnings.length,
          unknowns: unknowns.length,
          openAside: openAside.length,
          fixHours,
        },
      ]),
    ),
  };
}
