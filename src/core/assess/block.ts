/** A few hundred judged workloads as one text: shapes and words that repeat stand in it once. */

import { complexityOfPoints, pointsOf } from './run.ts';
import type { PackedShape } from './shape-pack.ts';
import type { AssessmentShape, Judged } from './shape.ts';

interface Block {
  readonly shapes: PackedShape[];
  readonly texts: string[];
  /** Workload, shape, text per result of the shape (-1: none), points. */
  readonly rows: (readonly [string, number, readonly number[], readonly number[]])[];
}

/** @param pack the numbers a shape is kept as. */
export function writeBlock(judged: readonly Judged[], pack: (shape: AssessmentShape) => PackedShape): string {
  const shapes = new Map<AssessmentShape, number>();
  const texts = new Map<string, number>();
  const block: Block = { shapes: [], texts: [], rows: [] };
  for (const { workloadId, shape, texts: said, complexity } of judged) {
    let number = shapes.get(shape);
    if (number === undefined) {
      number = block.shapes.push(pack(shape)) - 1;
      shapes.set(shape, number);
    }
    const words = said.map((text) => {
      if (text === null) return -1;
      let place = texts.get(text);
      if (place === undefined) {
        place = block.texts.push(text) - 1;
        texts.set(text, place);
      }
      return place;
    });
    block.rows.push([workloadId, number, words, pointsOf(complexity)]);
  }
  return JSON.stringify(block);
}

/** The workloads asked for, as far as they are in this block. */
export function readBlock(
  text: string,
  wanted: ReadonlySet<string>,
  unpack: (packed: PackedShape) => AssessmentShape,
): Judged[] {
  const { shapes, texts, rows } = JSON.parse(text) as Block;
  return rows.flatMap(([workloadId, number, words, points]) => {
    const packed = shapes[number];
    if (packed === undefined || !wanted.has(workloadId)) return [];
    const said = words.map((word) => texts[word] ?? null);
    return [{ workloadId, shape: unpack(packed), texts: said, complexity: complexityOfPoints(points) }];
  });
}
