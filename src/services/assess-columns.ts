/** Result fields of workloads from an assessment in columns: what lists filter and sort by. */

import { complexityOfPoints, isJudged, pointsAt } from '../core/assess/run.ts';
import type { RunRows } from '../core/assess/run.ts';
import type { AssessmentShape } from '../core/assess/shape.ts';
import type { FieldValue } from '../core/model/field.ts';
import { codesFor } from '../store/columns/column.ts';
import type { Column, ColumnSet, Entry } from '../store/columns/column.ts';
import { compacted, overlaid, overlayOf } from '../store/columns/overlay.ts';
import { readColumns, readSet } from '../store/columns/stored-columns.ts';
import type { Queryable } from '../store/store.ts';

/** What lists show of a shape, by field. */
export function shapeFields({
  targets,
  bestTarget,
  equallyGood,
}: AssessmentShape): Readonly<Record<string, FieldValue | null>> {
  const judged = Object.entries(targets);
  return {
    ...Object.fromEntries(judged.map(([id, { readiness }]) => [`readiness.${id}`, readiness])),
    bestTarget: bestTarget === null ? (equallyGood.length > 0 ? equallyGood : null) : [bestTarget],
    ...(judged.length > 0 && { blockers: [...new Set(judged.flatMap(([, { blockers }]) => blockers))] }),
  };
}

class Coded {
  readonly entries: Entry[] = [undefined];
  readonly #codes = new Map<string, number>();

  code(value: FieldValue): number {
    const key = JSON.stringify(value);
    let code = this.#codes.get(key);
    if (code === undefined) {
      code = this.entries.push(value) - 1;
      this.#codes.set(key, code);
    }
    return code;
  }
}

export function assessmentColumns(rows: RunRows, shapeAt: (number: number) => AssessmentShape): ColumnSet {
  const count = rows.ids.length;
  const coded = new Map<string, Coded>();
  const byShape = new Map<number, readonly (readonly [string, number])[]>();
  const wide = new Map<string, Uint32Array>();
  for (let row = 0; row < count; row += 1) {
    const shape = rows.shapes[row] ?? 0;
    let codes = byShape.get(shape);
    if (codes === undefined) {
      const unpacked = shapeAt(shape);
      codes = Object.entries(shapeFields(unpacked)).flatMap(([field, value]) => {
        if (value === null) return [];
        const known = coded.get(field) ?? new Coded();
        coded.set(field, known);
        return [[field, known.code(value)] as const];
      });
      byShape.set(shape, codes);
    }
    for (const [field, code] of codes) {
      let column = wide.get(field);
      if (column === undefined) wide.set(field, (column = new Uint32Array(count)));
      column[row] = code;
    }
  }
  const columns = new Map<string, Column>();
  for (const [field, { entries }] of coded) {
    const codes = codesFor(entries.length, count);
    codes.set(wide.get(field) ?? []);
    columns.set(field, { entries, codes });
  }
  columns.set('complexity', complexityColumn(rows));
  return { rows: count, columns };
}

function complexityColumn(rows: RunRows): Column {
  const coded = new Coded();
  const codes = new Uint8Array(rows.ids.length);
  for (let row = 0; row < codes.length; row += 1)
    if (isJudged(rows, row)) codes[row] = coded.code(complexityOfPoints(pointsAt(rows, row)).score);
  return { entries: coded.entries, codes };
}

/** The fields of all workloads, from those of an earlier result and of the workloads that were judged since. */
export async function changedColumns(
  connection: Queryable,
  former: { readonly resultId: string; readonly ids: readonly string[]; readonly gone: readonly string[] },
  changed: { readonly ids: readonly string[]; readonly columns: ColumnSet },
): Promise<ColumnSet | undefined> {
  const set = await readSet(connection, former.resultId);
  // Another release reads fields differently: they are then made as a whole.
  if (set === undefined || set.base !== undefined || set.rows !== former.ids.length) return undefined;
  const before = await readColumns(connection, former.resultId, set.fields, set.rows);
  const overlay = overlayOf(former.ids, changed.ids, former.gone);
  const columns = new Map<string, Column>();
  for (const field of new Set([...before.keys(), ...changed.columns.columns.keys()])) {
    const column = compacted(overlaid(overlay, before.get(field), changed.columns.columns.get(field)));
    if (column.entries.length > 1) columns.set(field, column);
  }
  return { rows: overlay.places.length, columns };
}
